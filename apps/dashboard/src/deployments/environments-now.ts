import { signal } from '@preact/signals'
import { get, type List } from '../api/api.ts'
import type { EnvironmentRow } from '../api/rows.ts'
import { keepLooking } from '../live/looking.ts'
import { type DeploymentRow, isHurried } from './deployment.ts'
import { type Latest, latestOf } from './latest.ts'

/** What each fleet should run; absent until the first answer. */
export const environments = signal<List<EnvironmentRow>>()
/** How they are called, as far as is known. */
export function environmentNames(): string[] {
  return environments.value?.data.map(({ name }) => name) ?? []
}

/** What was deployed there last, by environment. */
export const latest = signal<Record<string, Latest>>({})

/**
 * Keep the environments and their deployments up to date until stopped.
 *
 * @returns stop
 */
export function watchEnvironments(): () => void {
  return keepLooking(['environments', 'deployments', 'releases'], async (signal) => {
    const [recent, rows] = await Promise.all([
      get<DeploymentRow>('deployments?limit=50', signal),
      get<EnvironmentRow>('environments', signal),
    ])
    const found = rows.data.map(async (one) => [one.name, await latestOf(one, recent, signal)] as const)
    latest.value = Object.fromEntries(await Promise.all(found))
    environments.value = rows
    return Object.values(latest.value).some(({ last, live }) => [last, live].some((one) => one && isHurried(one)))
  })
}
