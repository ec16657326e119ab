import { RelevoError } from '@relevo/core/errors'
import { isVersion } from '@relevo/core/release'
import { type Answer, type Call, type Command, flag, text } from '../command.ts'
import { count } from '../screen/count.ts'
import { momentText } from '../screen/moment.ts'
import { printable } from '../screen/printable.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { type Notified, readNotified } from '../server/answers.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const notify: Command = {
  name: 'notify',
  args: ['<version>'],
  summary: 'make a published release current and tell the tablets',
  options: {
    environment: { type: 'string', value: '<name>', says: 'where it becomes current; default production' },
    force: { type: 'boolean', says: 'tablets switch without asking' },
    notes: { type: 'string', says: 'what is new' },
    retry: { type: 'boolean', says: 'tablets on which it failed try it once more' },
    ...CONNECTION_OPTIONS,
  },
  run: runNotify,
}

async function runNotify(call: Call): Promise<Answer> {
  const [version = ''] = call.args
  if (!isVersion(version)) throw new RelevoError('usage', `notify: ${JSON.stringify(version)} is no version`)
  const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
  const notes = text(call, 'notes')
  const { data } = await server.post('api/notify-update', {
    version,
    force: flag(call, 'force'),
    environment: text(call, 'environment') ?? 'production',
    ...(flag(call, 'retry') && { retry: true }),
    ...(notes !== undefined && { notes }),
  })
  const notified = readNotified(data)
  return { data: notified, text: notifiedText(notified) }
}

/** One sentence on what the server made of it. */
export function notifiedText({ environment, version, duplicate, force, changedAt, tablets }: Notified): string {
  const since = duplicate ? ` since ${momentText(changedAt)}; the hint was sent again` : ''
  const told = `${environment}: ${version} is current${since}${force ? ', by force' : ''}`
  return printable(`${told}. ${count(tablets, 'tablet')} known there.`)
}
