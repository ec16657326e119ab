/*
 * What parts of a patch cost in the end, in bits, when brotli has been over it. Guesses, made good by measuring the patches of
 * real builds (`npm run bench -- patches`). What was tried, for the next one: literals at 2 win half a percent where much is
 * new, and lose 5 % where identifiers were renamed; dearer numbers lose in both; literals that get cheaper the more of them
 * follow each other are no better than a history of what was inserted before.
 */

/** A byte of literals that were not inserted before. */
export const LITERAL = 3

/** Bytes that were inserted before, whatever their number: brotli points back to them. */
export const REPETITION = 20

/** One more byte of a repetition that goes on after a copy: nearly nothing. */
export const GOING_ON = 0.1

/** A number of ops, as a varint. */
export function priceOfNumber(value: number): number {
  if (value === 0) return 1.5
  return value < 128 ? 4 : value < 16384 ? 13 : 22
}

/** How far a copy begins from where it was expected: nearly nothing, if it is there. */
export function priceOfDelta(delta: number): number {
  const size = Math.abs(delta)
  if (size === 0) return 1
  return size < 64 ? 14 : size < 8192 ? 22 : size < 1_048_576 ? 28 : 36
}

/** Which of several sources: mostly the same as before. */
export function priceOfSlot(isSame: boolean): number {
  return isSame ? 1 : 4
}
