import { isRunning } from '@relevo/core/deployment'
import type { Deployment } from './deployment.ts'
import type { DeploymentStore } from './deployment-store.ts'

/** Another deployment that runs in the environment of this one; there is at most one. */
export async function runningBeside(
  { id, environment }: Deployment,
  store: Pick<DeploymentStore, 'unfinished'>,
): Promise<Deployment | undefined> {
  const unfinished = await store.unfinished()
  return unfinished.find((one) => one.environment === environment && one.id !== id && isRunning(one.state))
}
