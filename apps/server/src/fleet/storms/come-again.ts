/** Nobody is asked to come again sooner than this, seconds. */
const SOONEST = 5
/** They are spread over this at least, seconds. */
const SPREAD = 10
/** Nobody is asked to wait longer than this, seconds. */
const LATEST = 300
/** They are spread over so much more than it would take to serve them: others come too. */
const AIR = 1.5
/** Before a rate is known, so many a second are expected to be served. */
export const USUAL_RATE = 500

/**
 * When somebody who is not let in should come again. Each who is told to come later takes a place in a queue that is served at
 * the rate of now, and all of them are spread by chance over the time it would take: they do not come back in one moment.
 *
 * @param booked until when the queue reaches, ms
 * @param rate how many are served per second
 * @param chance from 0 to 1
 * @returns until when the queue reaches now, and whole seconds
 * @example comeAgain({ at: 0, booked: 0, rate: 100, chance: 0 }) // { booked: 10, after: 5 }
 */
export function comeAgain({ at, booked, rate, chance }: { at: number; booked: number; rate: number; chance: number }): {
  booked: number
  after: number
} {
  const until = Math.min(Math.max(booked, at) + 1_000 / rate, at + 1_000 * LATEST)
  const spread = Math.max(SPREAD, (AIR * (until - at)) / 1_000)
  return { booked: until, after: Math.min(LATEST, Math.ceil(SOONEST + chance * spread)) }
}
