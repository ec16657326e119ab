import type { Answer, Call, Command } from '../command.ts'
import { printable } from '../screen/printable.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { readToken } from '../server/token-answers.ts'

export const tokenRevoke: Command = {
  name: 'token revoke',
  args: ['<id>'],
  summary: 'a token is good for nothing from now on, and its sessions end',
  options: CONNECTION_OPTIONS,
  run: runTokenRevoke,
}

async function runTokenRevoke(call: Call): Promise<Answer> {
  const [id = ''] = call.args
  const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
  const { data } = await server.delete(`api/tokens/${encodeURIComponent(id)}`)
  const revoked = readToken(data)
  const before = revoked.duplicate ? ', as it was before' : ''
  return { data: revoked, text: printable(`Token ${revoked.id} of ${revoked.name} is revoked${before}.`) }
}
