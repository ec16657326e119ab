import type { News } from '@relevo/core/protocol'
import type { Environment } from './environment.ts'
import type { ReleaseSummary } from './release.ts'
import { spreadFor } from './spread.ts'

/** The content of `version.json`; `publishedAt` is milliseconds since the epoch until it goes on the wire. */
export type FleetNews = Omit<News, 'publishedAt' | 'directive'> & { publishedAt: number }

/**
 * What `version.json` says to the tablets of an environment. It holds no time of its own: the same news is the same bytes.
 *
 * @param tablets number known in the environment
 * @param checkEvery seconds between two polls; `undefined` leaves it to the tablet
 */
export function newsOf(
  release: ReleaseSummary,
  environment: Environment,
  tablets: number,
  checkEvery?: number,
): FleetNews {
  const notes = environment.notes ?? release.notes
  return {
    version: release.version,
    force: environment.force,
    manifest: '/releases/{version}/manifest.json',
    files: '/releases/files/{sha256}',
    publishedAt: release.publishedAt,
    ...(notes !== undefined && { notes }),
    ...(checkEvery !== undefined && { checkEvery }),
    spread: spreadFor(tablets),
    blocked: [],
    ...(environment.retry !== undefined && { retry: environment.retry }),
  }
}
