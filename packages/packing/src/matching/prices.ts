/**
 * What parts of a patch cost in the end, in bits, when brotli has been over it: guesses that were made good by measuring whole
 * patches of real releases (`npm run bench -- patches`).
 */

/** One byte of literals. */
export const LITERAL = 4

/** A number of ops, as a varint: its bytes are less and less like others. */
export function priceOfNumber(value: number): number {
  return value === 0 ? N0 : value < 128 ? N1 : value < 16384 ? N2 : 2 * N2 - N1
}
const N0 = 1.5
const N1 = 6
const N2 = 13
const D0 = 1
const D1 = 8
const D2 = 15
const D3 = 22

/** How far a copy begins from where it was expected: nearly nothing, if it is there. */
export function priceOfDelta(delta: number): number {
  const size = Math.abs(delta)
  return size === 0 ? D0 : size < 64 ? D1 : size < 8192 ? D2 : size < 1048576 ? D3 : D3 + 8
}

/** Which of several sources: mostly the same as before. */
export function priceOfSlot(isSame: boolean): number {
  return isSame ? S0 : S1
}
const S0 = 1
const S1 = 4
