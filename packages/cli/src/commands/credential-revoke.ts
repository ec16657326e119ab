import type { Answer, Call, Command } from '../command.ts'
import { printable } from '../screen/printable.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readCredential } from '../server/enrolment-answers.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const credentialRevoke: Command = {
  name: 'credential revoke',
  args: ['<id>'],
  summary: 'a credential is good for nothing from now on, and lines that are open with it are cut',
  options: CONNECTION_OPTIONS,
  run: runCredentialRevoke,
}

async function runCredentialRevoke(call: Call): Promise<Answer> {
  const [id = ''] = call.args
  const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
  const { data } = await server.delete(`api/credentials/${encodeURIComponent(id)}`)
  const { duplicate } = data as { duplicate?: unknown }
  const revoked = readCredential(data)
  const before = duplicate === true ? ', as it was before' : ''
  return {
    data: { ...revoked, duplicate: duplicate === true },
    text: printable(`Credential ${revoked.id} of the ${revoked.kind} ${revoked.name} is revoked${before}.`),
  }
}
