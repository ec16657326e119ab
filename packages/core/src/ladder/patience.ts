import type { Rung } from './rung.ts'

/** What a ladder keeps to. */
export interface LadderRules {
  /** Milliseconds for which a tablet must be wrong before anything is done. */
  after: number
  /** Rungs that are climbed for a tablet within any 24 hours at most. */
  perDay: number
  /** Milliseconds between two polls of a tablet. */
  poll: number
}

const SECOND = 1_000
const MINUTE = 60_000

/** The time that counts as a day, ms. */
export const DAY = 24 * 60 * MINUTE

/** Between two messages of one rung, ms: an app needs a moment to wake, and to have done one thing before it does the next. */
export const GAP = 3 * SECOND

/** For how long a kiosk app that went offline is waited for, ms, when nothing else can be done. */
export const KIOSK_PATIENCE = 60 * MINUTE

/** Between a rung that did not help and the next, ms; each is twice as long as the one before, up to the most. */
const FIRST_PAUSE = 30 * SECOND
export const LONGEST_PAUSE = 30 * MINUTE

/** How long the page has to show that a rung helped, ms. What is only told to the page it hears with its next poll at the latest. */
export function timeToShow(rung: Rung, poll: number): number {
  switch (rung) {
    case 'hint':
      return poll + MINUTE
    case 'purge':
      return poll + 2 * MINUTE
    case 'restart':
      return 5 * MINUTE
    default:
      return 3 * MINUTE
  }
}

/** The pause after so many rungs that did not help, ms. */
export function pauseAfter(climbed: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.max(0, climbed - 1))
}

/** Those rungs that count for the budget at a time: the last 24 hours, also when the clock was set back meanwhile. */
export function recent(spent: readonly number[], at: number): readonly number[] {
  const counted = spent.filter((time) => Math.abs(at - time) < DAY)
  return counted.length === spent.length ? spent : counted
}

/** When the budget has room again; now, when it has. */
export function roomAt(spent: readonly number[], { perDay }: LadderRules, at: number): number {
  const counted = [...recent(spent, at)].sort((one, other) => one - other)
  const last = counted[counted.length - perDay]
  return last === undefined ? at : Math.max(at, last + DAY)
}
