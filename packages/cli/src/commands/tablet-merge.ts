import type { Answer, Call, Command } from '../command.ts'
import { printable } from '../screen/printable.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { readTablet } from '../server/tablet-answers.ts'
import { tabletPath } from '../server/tablet-path.ts'

export const tabletMerge: Command = {
  name: 'tablet merge',
  args: ['<tablet id>', '<into tablet id>'],
  summary: 'say that two tablets are one: the first is another name of the second from now on',
  about: 'The history of both is one. What is said of both stays as it is said of the second.',
  options: CONNECTION_OPTIONS,
  run: runTabletMerge,
}

async function runTabletMerge(call: Call): Promise<Answer> {
  const [id = '', into = ''] = call.args
  const path = tabletPath(id)
  tabletPath(into)
  const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
  const tablet = readTablet((await server.post(`${path}/merge`, { into })).data)
  return { data: tablet, text: printable(`${id} is another name of ${tablet.id}.`) }
}
