import type { Answer, Call, Command } from '../command.ts'
import { printable } from '../screen/printable.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readNotice } from '../server/notice-answers.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const resend: Command = {
  name: 'resend',
  args: ['<id>'],
  summary: 'send a notice after all that was given up',
  about: '`relevo notices --state dead` has the ids.',
  options: CONNECTION_OPTIONS,
  run: runResend,
}

async function runResend(call: Call): Promise<Answer> {
  const [id = ''] = call.args
  // Not by itself a second time: the second call would be refused, as the first one was heard.
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const notice = readNotice((await server.post(`api/notices/${encodeURIComponent(id)}/resend`, {})).data)
  return { data: { notice }, text: printable(`${notice.sink}: “${notice.title}” is on its way again.`) }
}
