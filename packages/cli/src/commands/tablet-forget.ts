import type { Answer, Call, Command } from '../command.ts'
import { printable } from '../screen/printable.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { fields } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { tabletPath } from '../server/tablet-path.ts'

export const tabletForget: Command = {
  name: 'tablet forget',
  args: ['<tablet id>'],
  summary: 'forget a tablet that is gone, and all that was said of it',
  about: 'Its history stays in the log. A tablet that is still there comes back as a new one with its next report.',
  options: CONNECTION_OPTIONS,
  run: runTabletForget,
}

async function runTabletForget(call: Call): Promise<Answer> {
  const [id = ''] = call.args
  const path = tabletPath(id)
  const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
  const answer = fields(path, (await server.delete(path)).data)
  const duplicate = answer.duplicate === true
  const name = String(answer.id ?? id)
  return {
    data: { id: name, duplicate },
    text: printable(duplicate ? `There is no tablet ${name}.` : `${name} is forgotten.`),
  }
}
