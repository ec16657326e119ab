import { RelevoError } from '@relevo/core/errors'
import { type Comparison, compareReleases, type Version } from '@relevo/core/release'
import { PRODUCTION } from './environment.ts'
import type { Release } from './release.ts'

/** What a release changes. */
export interface ReleaseChanges extends Comparison {
  /** What it is compared with; absent where nothing came before it. */
  from?: Version
}

/** What is asked of the fleet to tell it. */
interface Parts {
  release(version: Version): Promise<Release | undefined>
  /** Those that were current in an environment once, the latest such first. */
  formerReleases(environment: string, limit: number): Promise<Version[]>
  environments(): readonly { name: string; current?: Version }[]
}

/** Releases of an environment's past that are looked at. */
const LOOKED_AT = 100

/**
 * Compare a release with another.
 *
 * @param from without it, the release that was current before it
 * @throws RelevoError `release-unknown`
 */
export async function changesOf(version: Version, from: Version | undefined, parts: Parts): Promise<ReleaseChanges> {
  const need = async (wanted: Version) => {
    const release = await parts.release(wanted)
    if (!release) throw new RelevoError('release-unknown', wanted)
    return release
  }
  const release = await need(version)
  const base = from === undefined ? await releaseBefore(version, parts) : await need(from)
  return { ...(base && { from: base.version }), ...compareReleases(base?.manifest, release.manifest) }
}

/**
 * The release that a release took the place of when it became current last; of one that never did, the one it would take the
 * place of. Production comes before other environments; releases that are not kept here cannot be compared with.
 */
async function releaseBefore(version: Version, { release, formerReleases, environments }: Parts) {
  const isProduction = ({ name }: { name: string }) => name === PRODUCTION
  const inOrder = [...environments()].sort((one, other) => Number(isProduction(other)) - Number(isProduction(one)))
  const replaced: Version[] = []
  for (const { name } of inOrder) {
    const former = await formerReleases(name, LOOKED_AT)
    if (former.includes(version)) replaced.push(...former.slice(former.indexOf(version) + 1))
  }
  for (const candidate of [...replaced, ...inOrder.flatMap(({ current }) => current ?? [])]) {
    const kept = candidate === version ? undefined : await release(candidate)
    if (kept) return kept
  }
  return undefined
}
