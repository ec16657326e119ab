import { signal } from '@preact/signals'
import { get, getMany, type List } from './api.ts'
import { type DeploymentRow, isMoving } from './deployment.ts'
import { deploymentQuery, wantedRows } from './filtering.ts'
import { type Latest, latestOf } from './latest.ts'
import { keepLooking } from './looking.ts'
import type { EnvironmentRow, ReleaseRow, TabletRow } from './rows.ts'

const NONE = { data: [], count: 0 }
/** What a deployment does not change by the second is looked at as often as on a quiet day. */
const UNHURRIED = 2_500

/** Those that are stuck first: a long list must not hide them. */
export const tablets = signal<List<TabletRow>>(NONE)
/** How many are stuck. */
export const stuckCount = signal(0)
export const releases = signal<List<ReleaseRow>>(NONE)
export const environments = signal<List<EnvironmentRow>>(NONE)
/** Those that the filter lets through, latest first. */
export const deployments = signal<List<DeploymentRow>>(NONE)
/** By environment. */
export const latest = signal<Record<string, Latest>>({})

/**
 * Keep the rows up to date until stopped.
 *
 * @returns stop
 */
export function watchFleet(): () => void {
  let last = -Infinity
  return keepLooking(async (signal) => {
    const isDue = performance.now() - last > UNHURRIED
    const [movesOn] = await Promise.all([lookAtDeployments(signal), isDue && lookAtTablets(signal)])
    if (isDue) last = performance.now()
    return movesOn
  })
}

async function lookAtDeployments(signal: AbortSignal): Promise<boolean> {
  const [rows, recent, newEnvironments] = await Promise.all([
    getMany<DeploymentRow>(deploymentQuery.value, signal, wantedRows.value),
    get<DeploymentRow>('deployments?limit=50', signal),
    get<EnvironmentRow>('environments', signal),
  ])
  const found = newEnvironments.data.map(async (one) => [one.name, await latestOf(one, recent, signal)] as const)
  const newLatest = Object.fromEntries(await Promise.all(found))
  deployments.value = rows
  environments.value = newEnvironments
  latest.value = newLatest
  return Object.values(newLatest).some(({ last, live }) => [last, live].some((one) => one && isMoving(one)))
}

async function lookAtTablets(signal: AbortSignal): Promise<void> {
  const [stuck, others, newReleases] = await Promise.all([
    get<TabletRow>('tablets?stuck=true&limit=200', signal),
    get<TabletRow>('tablets?stuck=false&limit=200', signal),
    get<ReleaseRow>('releases?limit=50', signal),
  ])
  tablets.value = { data: [...stuck.data, ...others.data], count: stuck.count + others.count }
  stuckCount.value = stuck.count
  releases.value = newReleases
}
