const LEAST = 1_000
const MOST = 60_000
/** Who is refused is not let in for asking. */
const MOST_REFUSED = 600_000

/**
 * How long to wait before the next try to connect: 1 s, doubled up to 60 s, or 10 min where the broker refuses the tablet,
 * and half of it by chance, so that a fleet does not come back in one moment.
 *
 * @param tries how many failed so far
 * @param chance from 0 to 1
 * @param refused the broker said that it does not know the tablet
 * @returns milliseconds
 */
export function reconnectDelay(tries: number, chance: number, refused = false): number {
  return Math.min(LEAST * 2 ** tries, refused ? MOST_REFUSED : MOST) * (0.5 + chance / 2)
}
