import { get, getOne, type List } from '../api/api.ts'
import type { EnvironmentRow } from '../api/rows.ts'
import { type DeploymentRow, isMoving } from './deployment.ts'

/** The deployment that an environment was given last, and the one whose release it runs; often the same. */
export interface Latest {
  last?: DeploymentRow
  live?: DeploymentRow
}

/**
 * Find them among the latest of all environments, and ask for those of an environment in which nothing happened for long.
 *
 * @throws as `get`
 */
export async function latestOf(
  { name, deployment }: EnvironmentRow,
  recent: List<DeploymentRow>,
  signal: AbortSignal,
): Promise<Latest> {
  const isAll = recent.data.length >= recent.count
  let last = recent.data.find(({ environment }) => environment === name)
  if (!last && !isAll) last = (await get<DeploymentRow>(`deployments?environment=${name}&limit=1`, signal)).data[0]
  let live = [...recent.data, last].find((one) => one?.id === deployment)
  if (!live && deployment !== undefined) live = await getOne<DeploymentRow>(`deployments/${deployment}`, signal)
  return { ...(last && { last }), ...(live && { live }) }
}

/** Which of the two is news: the live one while it is taken back, else the last. */
export function newsOf({ last, live }: Latest): DeploymentRow | undefined {
  return live && isMoving(live) ? live : last
}
