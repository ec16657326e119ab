import type { Version } from '@relevo/core/release'

/** What was decided about a release after it was published. The release itself never changes. */
export interface Standing {
  version: Version
  /** Since when no tablet may run it; absent when it may. */
  blockedAt?: number
  /** Names the further try that its unblocking allows tablets which gave it up because it was blocked. */
  retry?: string
}

/** The standing of every release something was decided about. */
export interface Standings {
  of(version: Version): Standing
  isBlocked(version: Version): boolean
  /** Blocked releases, the latest first. */
  blocked(): Version[]
  put(standing: Standing): void
}

/** The standings, in memory. */
export function createStandings(known: readonly Standing[]): Standings {
  const standings = new Map(known.map((standing) => [standing.version, standing]))
  const of = (version: Version) => standings.get(version) ?? { version }
  return {
    of,
    isBlocked: (version) => of(version).blockedAt !== undefined,
    blocked: () =>
      [...standings.values()]
        .flatMap(({ version, blockedAt }) => (blockedAt === undefined ? [] : [{ version, blockedAt }]))
        .sort((a, b) => b.blockedAt - a.blockedAt || (a.version < b.version ? -1 : 1))
        .map(({ version }) => version),
    put: (standing) => void standings.set(standing.version, standing),
  }
}
