import { signal } from '@preact/signals'
import { get, getOne } from './api.ts'
import { ApiError } from './api-error.ts'
import { isMoving, type WholeDeployment } from './deployment.ts'
import { keepLooking } from './looking.ts'
import type { EnvironmentRow } from './rows.ts'

/** The deployment that is looked at, and whether its release is current; `null` when there is none of that id. */
export const shown = signal<{ deployment: WholeDeployment; isCurrent: boolean } | null | undefined>(undefined)

/**
 * Keep a deployment up to date until stopped.
 *
 * @returns stop
 */
export function watchDeployment(id: string): () => void {
  shown.value = undefined
  return keepLooking(async (signal) => {
    try {
      const [deployment, environments] = await Promise.all([
        getOne<WholeDeployment>(`deployments/${encodeURIComponent(id)}`, signal),
        get<EnvironmentRow>('environments', signal),
      ])
      const isCurrent = environments.data.some((one) => one.deployment === deployment.id)
      shown.value = { deployment, isCurrent }
      return isMoving(deployment)
    } catch (error) {
      if (!(error instanceof ApiError) || !error.code.endsWith('-unknown')) throw error
      shown.value = null
      return false
    }
  })
}
