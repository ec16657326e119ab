import type { Version } from '@relevo/core/release'
import type { Headcount } from './census.ts'
import { gridOf } from './grid.ts'
import type { HistoryStore } from './ports.ts'

/** How many tablets reported which release when, for a chart. */
interface ReleaseHistory {
  /** Every release in it, in the order in which they came up. */
  releases: Version[]
  /** Evenly spaced, but for the last. Before the first sample there are none. */
  points: ({ at: number } & Headcount)[]
}

/** What was, as far as it is kept. */
export interface History {
  /**
   * At most 300 points between two times, ms since the epoch.
   *
   * @param environment without it, all together
   */
  releases(stretch: { environment?: string; from: number; to: number }): Promise<ReleaseHistory>
}

export function createHistory(
  store: Pick<HistoryStore, 'samplesAt'>,
  environments: () => readonly { name: string }[],
): History {
  return {
    async releases({ environment, from, to }) {
      const times = gridOf(from, to)
      const names = environment === undefined ? environments().map(({ name }) => name) : [environment]
      const points = new Map<number, Headcount>()
      for (const name of names) {
        for (const { time, sample } of await store.samplesAt(name, times))
          points.set(time, together(points.get(time), sample))
      }
      const found = times.flatMap((at) => {
        const point = points.get(at)
        return point ? [{ at, ...point }] : []
      })
      return { releases: [...new Set(found.flatMap(({ counts }) => Object.keys(counts)))], points: found }
    },
  }
}

function together(one: Headcount | undefined, other: Headcount): Headcount {
  if (!one) return other
  const counts = new Map(Object.entries(one.counts))
  for (const [version, number] of Object.entries(other.counts)) counts.set(version, (counts.get(version) ?? 0) + number)
  return { counts: Object.fromEntries(counts), offline: one.offline + other.offline }
}
