import { signal } from '@preact/signals'
import { get, getOne } from '../api/api.ts'
import { ApiError } from '../api/api-error.ts'
import type { EnvironmentRow } from '../api/rows.ts'
import { keepLooking } from '../live/looking.ts'
import { isHurried, type WholeDeployment } from './deployment.ts'

/** The deployment that is looked at, and whether its release is current; `null` when there is none of that id. */
export const shown = signal<{ deployment: WholeDeployment; isCurrent: boolean } | null | undefined>(undefined)

/**
 * Keep a deployment up to date until stopped.
 *
 * @returns stop
 */
export function watchDeployment(id: string): () => void {
  shown.value = undefined
  return keepLooking(['deployments', 'environments'], async (signal) => {
    try {
      const [deployment, environments] = await Promise.all([
        getOne<WholeDeployment>(`deployments/${encodeURIComponent(id)}`, signal),
        get<EnvironmentRow>('environments', signal),
      ])
      const isCurrent = environments.data.some((one) => one.deployment === deployment.id)
      shown.value = { deployment, isCurrent }
      return isHurried(deployment)
    } catch (error) {
      if (!(error instanceof ApiError) || !error.code.endsWith('-unknown')) throw error
      shown.value = null
      return false
    }
  })
}
