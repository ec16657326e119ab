import type { Call } from '../command.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { type Connection, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { haveOnce } from './decide.ts'
import type { Deployment } from './read-deployment.ts'
import { runningOf } from './running.ts'

/** What is done to a deployment on its way through the fleet. */
interface Steering {
  /** Last segment of the call's address. */
  deed: 'pause' | 'resume' | 'promote'
  body: object
  /** Does it show that it was done so? @param before the deployment as it was */
  shows(now: Deployment, before: Deployment): boolean
}

/** A deployment after somebody took the wheel, and as it was before. */
interface Steered {
  connection: Connection
  before: Deployment
  deployment: Deployment
}

/**
 * Pause a deployment, let it go on, or take it a step further: the one that the command names by its id, or by the
 * environment that it runs in.
 *
 * @throws ServerRefused `deployment-unknown`, `deployment-not-possible`
 */
export async function steer(call: Call, { deed, body, shows }: Steering): Promise<Steered> {
  const [named = ''] = call.args
  const connection = await connectionOf(call)
  const before = await runningOf(new ReleaseServer(connection, USUAL_PATIENCE), named)
  const asked = { deed, body, shows: (now: Deployment) => shows(now, before) }
  return { connection, before, deployment: await haveOnce(connection, before.id, asked) }
}
