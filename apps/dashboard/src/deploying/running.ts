import { get, getOne } from '../api/api.ts'
import { type DeploymentRow, isMoving, type WholeDeployment } from '../deployments/deployment.ts'

/** What another deployment would end. */
export interface Running {
  deployment: WholeDeployment
  /** Tablets there are in its environment. */
  fleet: number
}

/**
 * The deployment that another one would end in an environment, if any, with its waves: what runs, or else what waits.
 *
 * @param isLater it starts later: what runs goes on, and only what waits gives way
 * @throws as `get`
 */
export async function runningIn(
  environment: string,
  isLater: boolean,
  signal: AbortSignal,
): Promise<Running | undefined> {
  const name = encodeURIComponent(environment)
  const latest = await get<DeploymentRow>(`deployments?environment=${name}&limit=20`, signal)
  const runs = isLater ? undefined : latest.data.find(isMoving)
  const running = runs ?? latest.data.find((one) => one.status === 'pending' && !isMoving(one))
  if (!running) return undefined
  const [deployment, tablets] = await Promise.all([
    getOne<WholeDeployment>(`deployments/${running.id}`, signal),
    get(`tablets?environment=${name}&limit=1`, signal),
  ])
  return { deployment, fleet: tablets.count }
}
