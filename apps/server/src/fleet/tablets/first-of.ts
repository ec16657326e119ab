/**
 * The first `wanted` of many in an order, without putting all of them in order: a page of a list of 50,000 is a hundred rows.
 * Of two that are equal the one that comes first stays first.
 *
 * @param compare as `Array.prototype.sort` has it
 * @example firstOf([3, 1, 2], 2, (a, b) => a - b) // [1, 2]
 */
export function firstOf<T>(all: readonly T[], wanted: number, compare: (a: T, b: T) => number): T[] {
  if (wanted <= 0) return []
  if (wanted * 4 >= all.length) return [...all].sort(compare).slice(0, wanted)
  // The last of those kept so far is the measure: what is not before it needs no further look.
  let kept: T[] = []
  let last: T | undefined
  for (const one of all) {
    if (last !== undefined && compare(one, last) >= 0) continue
    kept.push(one)
    if (kept.length < wanted * 2) continue
    kept = kept.sort(compare).slice(0, wanted)
    last = kept[wanted - 1]
  }
  return kept.sort(compare).slice(0, wanted)
}
