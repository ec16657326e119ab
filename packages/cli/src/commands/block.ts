import { RelevoError } from '@relevo/core/errors'
import { isVersion } from '@relevo/core/release'
import type { Answer, Call, Command } from '../command.ts'
import { count } from '../screen/count.ts'
import { printable } from '../screen/printable.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { type Blocked, readBlocked } from '../server/answers.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const block: Command = {
  name: 'block',
  args: ['<version>'],
  summary: 'no tablet may run this release: those on it go back at once',
  about: `While the current release is blocked, tablets get the latest one before it that is not, by force.
A blocked release cannot be made current.`,
  options: CONNECTION_OPTIONS,
  run: (call) => setBlocked(call, 'block', true),
}

export const unblock: Command = {
  name: 'unblock',
  args: ['<version>'],
  summary: 'tablets may run this release again',
  about: 'Tablets that gave it up try it once more: at once if it is current, else when it is made current again.',
  options: CONNECTION_OPTIONS,
  run: (call) => setBlocked(call, 'unblock', false),
}

async function setBlocked(call: Call, name: string, blocked: boolean): Promise<Answer> {
  const [version = ''] = call.args
  if (!isVersion(version)) throw new RelevoError('usage', `${name}: ${JSON.stringify(version)} is no version`)
  const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
  const answer = readBlocked((await server.patch(`api/releases/${version}`, { blocked })).data)
  return { data: answer, text: blockedText(answer) }
}

/** What was done, and a line on each environment. */
function blockedText({ version, blocked, duplicate, environments }: Blocked): string {
  const done = `${version} is ${blocked ? '' : 'not '}blocked${duplicate ? ', as it was before' : blocked ? '' : ' any more'}.`
  const outlooks = environments.map(({ name, tablets, outlook }) => `${name}, ${count(tablets, 'tablet')}: ${outlook}`)
  return printable([done, ...outlooks].join('\n'))
}
