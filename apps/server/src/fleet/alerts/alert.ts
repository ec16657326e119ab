import type { Acknowledgement, AlertRule, AlertState, Reading } from '@relevo/core/alerts'

/** An alert that fired: one rule, in one environment, from when it fired until it was over. Times are ms since the epoch. */
export interface Alert {
  id: string
  rule: AlertRule
  environment: string
  /** Since when it looked bad, which is before it fired. */
  since: number
  firedAt: number
  /** Absent while it fires. */
  resolvedAt?: number
  acknowledged?: Acknowledgement
  /** What was measured last, as far as that is known. */
  reading: Finding
}

/** A reading without its verdict, which the alert's state tells. */
export type Finding = Omit<Reading, 'verdict'>

/** One rule in one environment: where it stands, and the alert that it made last. */
export interface Lane {
  rule: AlertRule
  environment: string
  state: AlertState
  /** Absent until it fired for the first time. */
  alert?: Alert
}

/** An alert as it is listed: with the silence of its rule there, while that lasts. */
export type ListedAlert = Alert & { silencedUntil?: number }

/** Where an alert stands, for who asks for a list. */
export const ALERT_STATES = ['firing', 'resolved'] as const

/** One of `ALERT_STATES`. */
export type ListedState = (typeof ALERT_STATES)[number]
