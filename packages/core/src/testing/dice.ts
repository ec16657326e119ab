/** Chance that repeats itself: the same seed rolls the same numbers (mulberry32). */
export interface Dice {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number
  /** True in this share of the rolls, 0 to 1. */
  chance(share: number): boolean
  pick<T>(from: readonly [T, ...T[]]): T
}

/**
 * A pair of dice for a seeded run.
 *
 * @example dice(7).below(6) // the same number every time
 */
export function dice(seed: number): Dice {
  let state = seed >>> 0
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(roll() * limit)
  return {
    below,
    chance: (share) => roll() < share,
    pick: ([first, ...rest]) => rest[below(rest.length + 1) - 1] ?? first,
  }
}
