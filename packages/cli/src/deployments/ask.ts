import type { ReleaseServer } from '../server/release-server.ts'
import { type Deployment, readDeployment } from './read-deployment.ts'

/** All about a deployment. @throws ServerRefused `deployment-unknown` */
export async function askFor(server: ReleaseServer, id: string): Promise<Deployment> {
  return readDeployment((await server.get(pathOf(id))).data)
}

/** The deployment whose release is live. @throws ServerRefused `deployment-unknown` where none is */
export async function askForCurrent(server: ReleaseServer, environment: string): Promise<Deployment> {
  return readDeployment((await server.get(`api/deployments/current?${new URLSearchParams({ environment })}`)).data)
}

/**
 * Have something done to a deployment.
 *
 * @param deed last segment of the call's address, such as `abort`
 * @param timeout milliseconds, for a deed that takes longer than calls usually do
 * @throws ServerRefused `deployment-unknown`, `deployment-not-possible`
 */
export async function have(
  server: ReleaseServer,
  id: string,
  deed: string,
  body: object = {},
  timeout?: number,
): Promise<Deployment> {
  return readDeployment((await server.post(`${pathOf(id)}/${deed}`, body, timeout)).data)
}

function pathOf(id: string): string {
  return `api/deployments/${encodeURIComponent(id)}`
}
