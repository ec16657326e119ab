/** Every rule there is over a fleet, in the order they are told. */
export const ALERT_RULES = ['adoption-stalled', 'error-rate', 'offline', 'skew', 'no-check-ins'] as const

/** The name of a rule, the same on the wire, in the log and in the documents. */
export type AlertRule = (typeof ALERT_RULES)[number]

/** What each rule keeps to. Times are milliseconds, shares from 0 to 1; a rule that is absent is switched off. */
export interface AlertSettings {
  /** Fewer than `share` of the tablets that are there run the release they should, for so long. */
  'adoption-stalled'?: { share: number; for: number }
  /** At least `share` of the tablets that were heard within `window` had an error within it. */
  'error-rate'?: { share: number; window: number }
  /** At least `share` of the tablets are not there, for so long. */
  offline?: { share: number; for: number }
  /** At least so many releases are in use side by side, for so long. */
  skew?: { releases: number; for: number }
  /** No tablet was heard for so long. */
  'no-check-ins'?: { for: number }
}

/**
 * A rule says nothing of fewer tablets than these: with a demo tablet or two, one that is switched off would be half the fleet.
 */
export const FEWEST_TABLETS = 5

/** A single tablet is never a matter of the fleet; what is wrong with it, its own page and `tablet-stuck` tell. */
export const FEWEST_CONCERNED = 2

/** Share of the tablets that a release needs to count as one in use: a few stragglers are no second fleet. */
export const IN_USE = 0.01
