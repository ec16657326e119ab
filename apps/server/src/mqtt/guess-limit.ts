import { siteOf } from '../fleet/ip.ts'

/** Wrong guesses from one address within a minute, as over HTTP; then it waits for the next minute. */
const MOST = 30
const MINUTE = 60_000
/** So many addresses are remembered; then the ones that guessed first are forgotten. */
const MOST_ADDRESSES = 10_000

/** Slows down whoever guesses at a password that a person chose. Times are ms since the epoch. */
export interface GuessLimit {
  /** May this address try another one? */
  mayGuess(address: string, at: number): boolean
  /** It was wrong. */
  wrong(address: string, at: number): void
}

/** @example const limit = guessLimit(); limit.wrong('10.0.0.7', 0); limit.mayGuess('10.0.0.7', 1) // true */
export function guessLimit(most = MOST): GuessLimit {
  const guesses = new Map<string, { count: number; since: number }>()
  const of = (site: string, at: number) => {
    const found = guesses.get(site)
    return found && Math.abs(at - found.since) < MINUTE ? found : undefined
  }
  return {
    mayGuess: (address, at) => (of(siteOf(address), at)?.count ?? 0) < most,
    wrong(address, at) {
      const site = siteOf(address)
      const before = of(site, at)
      if (before) {
        before.count++
        return
      }
      guesses.delete(site)
      guesses.set(site, { count: 1, since: at })
      const [oldest] = guesses.keys()
      if (guesses.size > MOST_ADDRESSES && oldest !== undefined) guesses.delete(oldest)
    },
  }
}
