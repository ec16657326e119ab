import { type Answer, type Call, text } from '../command.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { have } from './ask.ts'
import { sentence } from './wording.ts'

/** Have a deployment approved, denied or aborted, and say where it is now. `--reason` goes along, where there is one. */
export async function decide(call: Call, deed: 'approve' | 'deny' | 'abort'): Promise<Answer> {
  const [id = ''] = call.args
  const reason = text(call, 'reason')
  const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
  const deployment = await have(server, id, deed, reason === undefined ? {} : { reason })
  return { data: deployment, text: sentence(deployment) }
}
