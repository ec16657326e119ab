import type { FleetSnapshot } from '@relevo/core/alerts'
import type { Version } from '@relevo/core/release'
import { stuckBefore } from '../stuck.ts'
import { isOnline, type Tablet } from '../tablet.ts'
import { STALE_AFTER } from '../tablets/presence.ts'

/** When and by what it is counted. Times are milliseconds. */
export type Counting = Pick<FleetSnapshot, 'at' | 'listeningSince' | 'poll'> & {
  /** How far back an error counts. */
  window: number
}

/**
 * Count every environment in one pass: all that the rules look at. Pure.
 *
 * @param environments those that are counted; a tablet of another is passed over
 * @param desiredOf the release a tablet should run, called once for each that is online
 * @returns a snapshot for each environment, of an empty one too
 */
export function countFleet(
  tablets: Iterable<Tablet>,
  environments: readonly string[],
  desiredOf: (tablet: Tablet) => Version | undefined,
  counting: Counting,
): Map<string, FleetSnapshot> {
  const counts = new Map(environments.map((name) => [name, new Count(counting)]))
  for (const tablet of tablets) counts.get(tablet.environment)?.add(tablet, desiredOf)
  return new Map([...counts].map(([name, count]) => [name, count.snapshot()]))
}

/** The counters of one environment. */
class Count {
  readonly #counting: Counting
  readonly #codes = new Map<string, number>()
  readonly #releases = new Map<string, number>()
  readonly #numbers = { tablets: 0, online: 0, expected: 0, behind: 0, stuck: 0, waiting: 0, heard: 0, failed: 0 }
  #lastHeard: number | undefined

  constructor(counting: Counting) {
    this.#counting = counting
  }

  add(tablet: Tablet, desiredOf: (tablet: Tablet) => Version | undefined): void {
    const { at, poll, window } = this.#counting
    const { lastSeen, error } = tablet
    if (at - lastSeen > STALE_AFTER) return // it may be gone for good, and counts nowhere
    this.#numbers.tablets += 1
    this.#lastHeard = Math.max(this.#lastHeard ?? lastSeen, lastSeen)
    if (at - lastSeen <= window) this.#numbers.heard += 1
    if (error && at - error.at <= window) {
      this.#numbers.failed += 1
      increase(this.#codes, error.code)
    }
    if (isOnline(tablet, poll, at)) this.#addOnline(tablet, desiredOf(tablet))
  }

  #addOnline({ release, phase, stuck }: Tablet, desired: Version | undefined): void {
    this.#numbers.online += 1
    increase(this.#releases, release)
    if (desired === undefined) return
    this.#numbers.expected += 1
    if (release === desired) return
    this.#numbers.behind += 1
    if (stuckBefore(stuck, desired)) this.#numbers.stuck += 1
    else if (phase === 'staged') this.#numbers.waiting += 1
  }

  snapshot(): FleetSnapshot {
    const { at, listeningSince, poll } = this.#counting
    return {
      at,
      listeningSince,
      poll,
      ...this.#numbers,
      codes: most(this.#codes).map(([code, count]) => ({ code, count })),
      releases: most(this.#releases).map(([release, count]) => ({ release, count })),
      ...(this.#lastHeard !== undefined && { lastHeard: this.#lastHeard }),
    }
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** The most frequent first; of equal ones by name, so that a text does not change from look to look. */
function most(counts: Map<string, number>): [string, number][] {
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
}
