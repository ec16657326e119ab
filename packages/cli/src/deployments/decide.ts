import { type Answer, type Call, text } from '../command.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { type Connection, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { askFor, have } from './ask.ts'
import { once } from './once.ts'
import type { Deployment } from './read-deployment.ts'
import { sentence } from './wording.ts'

/** What a person can decide about a deployment while it waits, or before it has deployed anything. */
type Deed = 'approve' | 'deny' | 'abort'

/** Does a deployment show that it was decided so? */
const SHOWS: Record<Deed, (now: Deployment) => boolean> = {
  approve: ({ phase, reason }) => phase !== 'awaiting-approval' && reason !== 'denied',
  deny: ({ status, reason }) => status === 'failed' && reason === 'denied',
  abort: ({ status, reason }) => status === 'failed' && reason === 'aborted',
}

const GOING_BACK = ['rolling-back', 'settling-back', 'checking-back']

/** Have a deployment approved, denied or aborted, and say where it is now. `--reason` goes along, where there is one. */
export async function decide(call: Call, deed: Deed): Promise<Answer> {
  const [id = ''] = call.args
  const reason = text(call, 'reason')
  const body = reason === undefined ? {} : { reason }
  const deployment = await haveOnce(await connectionOf(call), id, { deed, body, shows: SHOWS[deed] })
  return { data: deployment, text: sentence(deployment) }
}

/**
 * Have a deployment rolled back.
 *
 * @param before the deployment as it was: one that went back, or failed to, before this was asked for shows nothing
 * @throws ServerRefused `deployment-unknown`, `deployment-not-possible`
 */
export function rollBack(
  connection: Connection,
  before: Deployment,
  wish: { to?: string; reason?: string },
): Promise<Deployment> {
  const shows = (now: Deployment) => {
    if (now.status === 'failed' && now.reason === 'rollback-failed') return now.finishedAt !== before.finishedAt
    const isOurWay = wish.to === undefined || now.rollbackTo === wish.to
    if (GOING_BACK.includes(now.phase)) return isOurWay
    return now.status === 'rolled_back' && before.status !== 'rolled_back' && isOurWay
  }
  return haveOnce(connection, before.id, { deed: 'rollback', body: wish, shows })
}

/**
 * Have something done to a deployment that must not be done twice: where the answer is lost, a look decides.
 *
 * @param asked the call, and whether a deployment shows that it was carried out
 */
export function haveOnce(
  connection: Connection,
  id: string,
  { deed, body, shows }: { deed: string; body: object; shows(now: Deployment): boolean },
): Promise<Deployment> {
  const server = new ReleaseServer(connection, NO_PATIENCE)
  return once(
    () => have(server, id, deed, body),
    async () => {
      const now = await askFor(server, id)
      return shows(now) ? now : undefined
    },
  )
}
