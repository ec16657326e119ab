import { signal } from '@preact/signals'
import { getMany, type List } from '../api/api.ts'
import { keepLooking } from '../live/looking.ts'
import { type DeploymentRow, isHurried } from './deployment.ts'
import { deploymentQuery, wantedRows } from './filtering.ts'

/** Those that the filter lets through, latest first. */
export const deployments = signal<List<DeploymentRow>>()

/**
 * Keep the list of deployments up to date until stopped.
 *
 * @returns stop
 */
export function watchDeployments(): () => void {
  return keepLooking(['deployments'], async (signal) => {
    const rows = await getMany<DeploymentRow>(deploymentQuery.value, signal, wantedRows.value)
    deployments.value = rows
    return rows.data.some(isHurried)
  })
}
