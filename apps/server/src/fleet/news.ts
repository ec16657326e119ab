import type { News } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import type { Environment } from './environment.ts'
import type { ReleaseSummary } from './release.ts'
import { spreadFor } from './spread.ts'

/** The content of `version.json`; `publishedAt` is milliseconds since the epoch until it goes on the wire. */
export type FleetNews = Omit<News, 'publishedAt'> & { publishedAt?: number }

/** Most blocked releases that are named. Tablets keep two releases: older ones are on none. */
const BLOCKED_NAMED = 50

/**
 * What `version.json` says to the tablets of an environment. It holds no time of its own: the same news is the same bytes.
 *
 * @param version what `whichRelease` says
 * @param release absent when this server does not have it: tablets get the app, and its manifest, from elsewhere
 * @param blocked every blocked release, the latest first
 * @param tablets number known in the environment
 * @param checkEvery seconds between two polls; `undefined` leaves it to the tablet
 */
export function newsOf(
  version: Version,
  release: ReleaseSummary | undefined,
  environment: Environment,
  { blocked, tablets, checkEvery }: { blocked: readonly Version[]; tablets: number; checkEvery?: number },
): FleetNews {
  // What was said with the current release is not said of the one that stands in for it.
  const { retry, notes = release?.notes } = environment.current === version ? environment : {}
  return {
    version,
    force: isForced(environment, version),
    ...(release && {
      manifest: '/releases/{version}/manifest.json',
      files: '/releases/files/{sha256}',
      publishedAt: release.publishedAt,
    }),
    ...(notes !== undefined && { notes }),
    ...(checkEvery !== undefined && { checkEvery }),
    spread: spreadFor(tablets),
    blocked: blocked.slice(0, BLOCKED_NAMED),
    ...(retry !== undefined && { retry }),
    ...(environment.directive && { directive: environment.directive }),
    ...(release?.engines && { engines: release.engines }),
  }
}

/** The same for a tablet that is to stay on the release it runs. What is said of another release is left out. */
export function newsToStay(
  { notes: _, publishedAt: __, retry: ___, engines: ____, ...news }: FleetNews,
  release: Version,
): FleetNews {
  return { ...news, version: release, force: false }
}

/** A release that stands in for a blocked one is switched to without asking: what must not run is left at once. */
export function isForced({ current, force }: Environment, desired: Version): boolean {
  return force || desired !== current
}
