import type { HandsReason, LadderPhase, Rung, WAITS, Why } from '@relevo/core/ladder'

/** What is done for a tablet that does not come to its release, or was within a day. Times are ISO 8601. */
export interface LadderRow {
  tablet: string
  environment: string
  phase: LadderPhase
  why?: Why
  code?: string
  since?: string
  desired?: string
  /** The rung that is being climbed, or comes next. */
  rung?: Rung
  tries?: number
  last?: Rung
  lastAt?: string
  /** Rungs climbed for this release. */
  climbed?: number
  /** Rungs climbed within the last day. */
  spent: number
  /** As many may be; absent when ladders are switched off. */
  perDay?: number
  waitsFor?: (typeof WAITS)[number]
  until?: string
  reason?: HandsReason
  calledAt?: string
  /** What is so, and what is to be done, in the server's English. */
  text?: string
  advice?: string
  seen?: { release?: string; heardAt?: string; app?: string; shows?: string }
  left?: { at: string; by?: string }
  recovered?: { at: string; since: string; desired: string; by?: Rung }
}
