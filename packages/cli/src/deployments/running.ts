import { readRows } from '../server/read-fields.ts'
import type { ReleaseServer } from '../server/release-server.ts'
import { ServerRefused } from '../server/server-refused.ts'
import { askFor } from './ask.ts'
import { type Deployment, readDeployment } from './read-deployment.ts'

/**
 * The deployment that is meant: by its id, or as the one that runs in an environment.
 *
 * @throws ServerRefused `deployment-unknown` when it is neither
 */
export async function runningOf(server: ReleaseServer, idOrEnvironment: string): Promise<Deployment> {
  try {
    return await askFor(server, idOrEnvironment)
  } catch (error) {
    if (!(error instanceof ServerRefused) || error.code !== 'deployment-unknown') throw error
    // Whatever goes wrong now, it is the id or the environment that is not known.
    const found = await runningIn(server, idOrEnvironment).catch(() => undefined)
    if (found) return found
    throw error
  }
}

async function runningIn(server: ReleaseServer, environment: string): Promise<Deployment | undefined> {
  for (const status of ['deploying', 'pending']) {
    const query = new URLSearchParams({ environment, status, limit: '1' })
    const [newest] = readRows((await server.get(`api/deployments?${query}`)).data, readDeployment)
    if (newest) return newest
  }
  return undefined
}
