import type { From } from './refusal-book.ts'

/** Clients that are let in per second: a fleet that comes back after a power cut is served one after the other. */
const PER_SECOND = 500
/** A client waits at most so long for its turn, ms; clients give up after ten seconds or more. */
const LONGEST_WAIT = 5_000

/**
 * How long a client that comes at a time (ms) is to wait, ms; undefined where it is not let in now.
 *
 * @param from where it comes from, as far as it is known
 */
export type LetIn = (at: number, from?: From) => number | undefined

/**
 * Hands out turns at a steady rate.
 *
 * @returns how long whoever comes at a time (ms) is to wait, ms; undefined where it would be too long
 * @example const turn = admission(); turn(0) // 0
 */
export function admission(perSecond = PER_SECOND, longestWait = LONGEST_WAIT): LetIn {
  let next = 0
  return (at) => {
    // What was not used within a second is used up at once: a handful that come together need not wait.
    const turn = Math.max(next, at - 1_000)
    const wait = turn - at
    if (wait > longestWait) return undefined
    next = turn + 1_000 / perSecond
    return Math.max(0, wait)
  }
}
