import type { Version } from '@relevo/core/release'

/** Releases that patches to one release are made from at most. */
export const MOST_WANTED = 20

/**
 * The releases that patches to another are wanted from: those that tablets report, most of them first, then the latest ones
 * that came before it. Pure.
 *
 * @param reported tablets by the release they report, of every environment the release is for
 * @param former releases that came before it, the latest first
 * @param from how many of those count; 0: none are wanted at all
 */
export function wantedFrom(
  to: Version,
  reported: readonly Readonly<Record<Version, number>>[],
  former: readonly Version[],
  from: number,
): Version[] {
  if (from === 0) return []
  const tablets = new Map<Version, number>()
  for (const counts of reported)
    for (const [version, count] of Object.entries(counts)) tablets.set(version, (tablets.get(version) ?? 0) + count)
  const byTablets = [...tablets].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([version]) => version)
  const latest = former.filter((version) => version !== to).slice(0, from)
  return [...new Set([...byTablets, ...latest])].filter((version) => version !== to).slice(0, MOST_WANTED)
}
