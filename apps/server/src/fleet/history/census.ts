import type { Version } from '@relevo/core/release'
import type { Tablet } from '../tablet.ts'

/** How many tablets report which release, at one moment. */
export interface Headcount {
  /** Every tablet that is known, by the release it reported last; none for a release that nobody reports. */
  counts: Readonly<Record<Version, number>>
  /** How many of them are not there. */
  offline: number
}

/** Counts the tablets of each environment as they change, so that asking never looks at each of them. */
export interface Census {
  /** A tablet is not what it was; `undefined` before it was known, and after it was forgotten. */
  moved(before: Tablet | undefined, after: Tablet | undefined): void
  /** @param at milliseconds since the epoch; who is offline is known to within ten seconds */
  of(environment: string, at: number): Headcount
}

/** Signs of life are told apart by as much as this, ms. */
const SLOT = 10_000

/** What is counted of one environment. */
interface Tally {
  releases: Map<Version, number>
  /** Tablets whose connection broke not, as far as is known, by when they were heard last. */
  heard: Map<number, number>
}

/**
 * The census of these tablets.
 *
 * @param poll milliseconds between two polls of a tablet: who was silent for two of them is offline
 */
export function createCensus(known: Iterable<Tablet>, poll: number): Census {
  const tallies = new Map<string, Tally>()

  const count = ({ environment, release, lastSeen, online }: Tablet, by: 1 | -1) => {
    const tally = tallies.get(environment) ?? { releases: new Map(), heard: new Map() }
    tallies.set(environment, tally)
    add(tally.releases, release, by)
    if (online) add(tally.heard, Math.floor(lastSeen / SLOT), by)
  }

  for (const tablet of known) count(tablet, 1)
  return {
    moved(before, after) {
      if (before) count(before, -1)
      if (after) count(after, 1)
    },
    of(environment, at) {
      const { releases, heard } = tallies.get(environment) ?? { releases: new Map(), heard: new Map() }
      let all = 0
      for (const number of releases.values()) all += number
      let online = 0
      for (const [slot, number] of heard) if (at - slot * SLOT <= 2 * poll + SLOT) online += number
      return { counts: Object.fromEntries(releases), offline: all - online }
    },
  }
}

function add<Key>(counts: Map<Key, number>, key: Key, by: number): void {
  const number = (counts.get(key) ?? 0) + by
  if (number === 0) counts.delete(key)
  else counts.set(key, number)
}
