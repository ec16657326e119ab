/**
 * The value below which this share of the values lies, nearest rank.
 *
 * @param sorted ascending
 * @param share 0 to 1
 * @returns `NaN` when there are no values
 * @example percentile([1, 2, 3, 4], 0.5) // 2
 */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** Ascending, for `percentile`. */
export function ascending(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b)
}
