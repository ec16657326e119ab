import { get, getOne } from '../api/api.ts'
import { type DeploymentRow, isMoving, type WholeDeployment } from '../deployments/deployment.ts'

/**
 * The deployment that another one would have to take the place of in an environment, if any, with its waves.
 *
 * @throws as `get`
 */
export async function runningIn(environment: string, signal: AbortSignal): Promise<WholeDeployment | undefined> {
  const latest = await get<DeploymentRow>(`deployments?environment=${encodeURIComponent(environment)}&limit=20`, signal)
  const running = latest.data.find((one) => isMoving(one) || one.status === 'pending')
  return running && getOne<WholeDeployment>(`deployments/${running.id}`, signal)
}
