import { signal } from '@preact/signals'
import { getMany, type List } from '../api/api.ts'
import { keepLooking } from '../live/looking.ts'
import { type DeploymentRow, isHurried } from './deployment.ts'

/** Those that the filter lets through, latest first. */
export const deployments = signal<List<DeploymentRow>>()

/**
 * Keep the list of deployments up to date until stopped.
 *
 * @param path where the API has them
 * @param wanted how many of them
 * @returns stop
 */
export function watchDeployments(path: string, wanted: number): () => void {
  return keepLooking(['deployments'], async (signal) => {
    const rows = await getMany<DeploymentRow>(path, signal, wanted)
    if (!signal.aborted) deployments.value = rows
    return rows.data.some(isHurried)
  })
}
