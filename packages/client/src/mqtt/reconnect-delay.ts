const LEAST = 1_000
const MOST = 60_000

/**
 * How long to wait before the next try to connect: 1 s, doubled up to 60 s, and half of it by chance, so that a fleet
 * does not come back in one moment.
 *
 * @param tries how many failed so far
 * @param chance from 0 to 1
 * @returns milliseconds
 */
export function reconnectDelay(tries: number, chance: number): number {
  return Math.min(LEAST * 2 ** tries, MOST) * (0.5 + chance / 2)
}
