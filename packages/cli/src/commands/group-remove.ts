import type { Answer, Call, Command } from '../command.ts'
import { printable } from '../screen/printable.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { fields } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const groupRemove: Command = {
  name: 'group remove',
  args: ['<group>'],
  summary: 'nothing is set up of a group any more; its tablets stay in it',
  options: CONNECTION_OPTIONS,
  run: runGroupRemove,
}

async function runGroupRemove(call: Call): Promise<Answer> {
  const [name = ''] = call.args
  const path = `api/groups/${encodeURIComponent(name)}`
  const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
  const duplicate = fields(path, (await server.delete(path)).data).duplicate === true
  const before = duplicate ? ', as before' : ' any more'
  return { data: { name, duplicate }, text: printable(`Nothing is set up of ${name}${before}.`) }
}
