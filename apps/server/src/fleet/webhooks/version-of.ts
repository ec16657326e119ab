import { isVersion, type Version } from '@relevo/core/release'
import type { Reason } from './answer.ts'
import type { DeployerKind } from './decide.ts'
import type { DeployDelivery } from './delivery.ts'
import type { ReleaseFinder } from './ports.ts'

type Dated = Pick<DeployDelivery, 'commit' | 'committedAt' | 'moment' | 'tag'>

/**
 * The version a delivery asks for: the release that was published with its commit, else the tag, else a name made from the
 * commit where a version is only a name, which is where we do not host the release ourselves.
 *
 * @returns a reason in words when there is none
 * @example await versionOf({ commit: 'a1b2c3d…', committedAt: Date.UTC(2025, 2, 30) }, 'command', releases) // '20250330-a1b2c3d'
 */
export async function versionOf(
  delivery: Dated,
  deployer: DeployerKind,
  releases: ReleaseFinder,
): Promise<{ version: Version } | { reason: Reason; detail: string }> {
  const { commit, tag } = delivery
  const published = commit === undefined ? undefined : await releases.releaseOfCommit(commit)
  if (published !== undefined) return { version: published }
  if (isVersion(tag)) return { version: tag }
  if (deployer === 'hosted') {
    const of = commit === undefined ? `the tag ${tag}` : `commit ${commit.slice(0, 7)}`
    return { reason: 'no-release', detail: `no release of ${of}: publish it first; the delivery came before the build` }
  }
  const version = datedVersion(delivery)
  if (version !== undefined) return { version }
  return { reason: 'no-version', detail: 'neither tag nor commit and time make a version' }
}

/** `YYYYMMDD-<7 hex>`, by UTC. What does not tell when the commit was made is dated by its own moment. */
function datedVersion({ commit, committedAt, moment }: Dated): Version | undefined {
  const at = committedAt ?? moment
  if (commit === undefined || at === undefined) return undefined
  return `${new Date(at).toISOString().slice(0, 10).replaceAll('-', '')}-${commit.slice(0, 7)}`
}
