/** Chance that repeats itself: the same seed rolls the same numbers, each from 0 up to, not including, 1. */
export function rollsOf(seed: number): () => number {
  let state = seed * 2_654_435_761
  return () => {
    // A linear congruence modulo 2^32; of its bits only the upper ones are good.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) / 2 ** 24
  }
}

export function pickOf<T>(roll: () => number, from: readonly T[]): T {
  return from[Math.floor(roll() * from.length)] as T
}
