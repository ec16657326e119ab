import type { Directive, News } from '@relevo/core/protocol'
import type { Version } from '@relevo/core/release'
import type { Choice } from './assignments/choice.ts'
import type { Deployment } from './deployments/deployment.ts'
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
 * @param said what was said with it
 * @param blocked every blocked release, the latest first
 * @param tablets number known in the environment
 * @param packed releases that patches to `version` can be had from, whether it can be had in one answer, and the SHA-256 of the
 * list that both make
 * @param checkEvery seconds between two polls; `undefined` leaves it to the tablet
 */
export function newsOf(
  version: Version,
  release: ReleaseSummary | undefined,
  { force, notes = release?.notes, retry, directive }: Said,
  {
    blocked,
    tablets,
    packed: { list, patchFrom, hasWhole },
    checkEvery,
  }: {
    blocked: readonly Version[]
    tablets: number
    packed: { list?: string | undefined; patchFrom: readonly Version[]; hasWhole: boolean }
    checkEvery?: number
  },
): FleetNews {
  return {
    version,
    force,
    ...(release && {
      manifest: '/releases/{version}/manifest.json',
      files: '/releases/files/{sha256}',
      ...(list !== undefined && (hasWhole || patchFrom.length > 0) && { list }),
      ...(patchFrom.length > 0 && { patch: '/releases/patches/{version}/{from}', patchFrom: [...patchFrom] }),
      ...(hasWhole && { whole: '/releases/whole/{version}' }),
      publishedAt: release.publishedAt,
    }),
    ...(notes !== undefined && { notes }),
    ...(checkEvery !== undefined && { checkEvery }),
    spread: spreadFor(tablets),
    blocked: blocked.slice(0, BLOCKED_NAMED),
    ...(retry !== undefined && { retry }),
    ...(directive && { directive }),
    ...(release?.engines && { engines: release.engines }),
  }
}

/** What is said to a tablet beside the release it should run. */
export interface Said {
  force: boolean
  notes?: string
  retry?: string
  directive?: Directive
}

/**
 * What was said with the release of a choice: with its deployment, or when it became current. What was said with another is
 * not said of the one that stands in for it.
 *
 * @param candidate of its environment
 */
export function saidOf(
  { deployment, force, retry }: Choice,
  version: Version,
  { current, notes: currentNotes, directive }: Environment,
  candidate: Deployment | undefined,
): Said {
  const isCandidate = candidate !== undefined && deployment === candidate.id && version === candidate.version
  const notes = isCandidate ? candidate.notes : current === version ? currentNotes : undefined
  return {
    force,
    ...(notes !== undefined && { notes }),
    ...(retry !== undefined && { retry }),
    ...(directive && { directive }),
  }
}

/** The same for a tablet that is to stay on the release it runs. What is said of another release is left out. */
export function newsToStay(
  {
    notes: _,
    publishedAt: __,
    retry: ___,
    engines: ____,
    patch: _____,
    patchFrom: ______,
    whole: _______,
    list: ________,
    ...news
  }: FleetNews,
  release: Version,
): FleetNews {
  return { ...news, version: release, force: false }
}
