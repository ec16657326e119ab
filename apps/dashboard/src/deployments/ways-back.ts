import { getMany } from '../api/api.ts'
import type { ReleaseRow, TabletRow } from '../api/rows.ts'
import type { DeploymentRow } from './deployment.ts'

/**
 * The releases that a deployment can be taken back to: every other one that was confirmed in its environment and is not
 * blocked. The one before comes first, the others latest first.
 *
 * @throws as `get`
 */
export async function waysBack(
  { environment, version, previousVersion }: DeploymentRow,
  signal: AbortSignal,
): Promise<string[]> {
  const [confirmed, releases] = await Promise.all([
    getMany<DeploymentRow>(`deployments?environment=${environment}&status=success`, signal),
    getMany<ReleaseRow>('releases', signal),
  ])
  const blocked = releases.data.filter(({ blockedAt }) => blockedAt !== undefined).map((one) => one.version)
  const versions = new Set(confirmed.data.map((one) => one.version))
  return [
    ...(previousVersion !== undefined && versions.has(previousVersion) ? [previousVersion] : []),
    ...versions,
  ].filter((one, i, all) => one !== version && !blocked.includes(one) && all.indexOf(one) === i)
}

/**
 * How many tablets of an environment run which release.
 *
 * @throws as `get`
 */
export async function countByRelease(environment: string, signal: AbortSignal): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const tablet of (await getMany<TabletRow>('tablets', signal)).data) {
    if (tablet.environment === environment)
      counts.set(tablet.release ?? '–', (counts.get(tablet.release ?? '–') ?? 0) + 1)
  }
  return counts
}
