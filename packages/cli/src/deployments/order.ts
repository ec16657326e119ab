import { NO_PATIENCE, USUAL_PATIENCE } from '../server/again.ts'
import type { Connection } from '../server/connection.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { once } from './once.ts'
import { type Deployment, readDeployment } from './read-deployment.ts'

/** What is to be deployed where. */
interface Order {
  /** Its address, below the server's. */
  path: 'api/deployments' | 'api/deployments/promote'
  environment: string
  /** Known, unless it is that of another environment. */
  version?: string
  body: Record<string, unknown>
}

/**
 * Ask for a deployment. The same call again is answered with the deployment it made, so it can be repeated; but not one that asks
 * for a further try, for each of those makes another.
 *
 * @throws ServerRefused `environment-unknown`, `release-unknown`, `release-blocked`, `deployment-running`
 */
export async function order(connection: Connection, { path, environment, version, body }: Order): Promise<Deployment> {
  const patient = new ReleaseServer(connection, USUAL_PATIENCE)
  if (body.retry !== true) return readDeployment((await patient.post(path, body)).data)

  const server = new ReleaseServer(connection, NO_PATIENCE)
  const query = new URLSearchParams({ environment, limit: '1', ...(version !== undefined && { version }) })
  const newest = async (from: ReleaseServer) =>
    readRows((await from.get(`api/deployments?${query}`)).data, readDeployment)[0]
  const before = (await newest(patient))?.id
  const trigger = path === 'api/deployments' ? 'api' : 'promotion'
  return once(
    async () => readDeployment((await server.post(path, body)).data),
    async () => {
      const now = await newest(server)
      return now && now.id !== before && now.trigger === trigger ? now : undefined
    },
  )
}
