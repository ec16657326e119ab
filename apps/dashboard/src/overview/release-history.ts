/** How many tablets reported which release when. Times are ISO 8601. */
export interface ReleaseHistory {
  releases: string[]
  points: { at: string; counts: Record<string, number>; offline: number }[]
}

/** A layer of the chart. */
export interface Layer {
  /** A release; empty for all those that have no layer of their own. */
  name: string
  /** At each point in time. */
  counts: number[]
}

/** So many releases have a layer of their own: more colours than these nobody tells apart. */
const LAYERS = 7

/**
 * The layers of the chart, the one with the most tablets now at the bottom. Releases of few tablets are taken together.
 */
export function layersOf({ releases, points }: ReleaseHistory): Layer[] {
  const all = releases.map((name) => ({
    name,
    counts: points.map(({ counts }) => (Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0)),
  }))
  const now = ({ counts }: Layer) => counts.at(-1) ?? 0
  const most = ({ counts }: Layer) => Math.max(0, ...counts)
  const ranked = all.filter((one) => most(one) > 0).sort((a, b) => now(b) - now(a) || most(b) - most(a))
  if (ranked.length <= LAYERS) return ranked
  const rest = ranked.slice(LAYERS - 1)
  const together = points.map((_, i) => rest.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0))
  return [...ranked.slice(0, LAYERS - 1), { name: '', counts: together }]
}

/**
 * Each layer on top of those before it; one that is hidden lifts none.
 *
 * @example stacked([[1, 2], [3, 4]], () => false) // [[1, 2], [4, 6]]
 */
export function stacked(layers: readonly number[][], isHidden: (nth: number) => boolean): number[][] {
  const sums = new Array(layers[0]?.length ?? 0).fill(0)
  return layers.map((counts, nth) =>
    counts.map((count, i) => {
      if (isHidden(nth)) return sums[i]
      sums[i] += count
      return sums[i]
    }),
  )
}
