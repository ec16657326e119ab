import { type Answer, type Call, type Command, text } from '../command.ts'
import { count } from '../screen/count.ts'
import { momentText } from '../screen/moment.ts'
import { table } from '../screen/table.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { type NoticeRow, readNotice } from '../server/notice-answers.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const notices: Command = {
  name: 'notices',
  args: [],
  summary: 'what people were told, and what they could not be told',
  about: 'The latest 100. What was given up is `dead`; `relevo resend <id>` sends it after all.',
  options: {
    state: { type: 'string', value: '<state>', says: 'only those that are waiting, sending, sent or dead' },
    sink: { type: 'string', value: '<name>', says: 'only those for this sink' },
    ...CONNECTION_OPTIONS,
  },
  run: runNotices,
}

const HEADINGS = ['id', 'sink', 'state', 'attempts', 'notice', 'since', 'next try', 'detail']

async function runNotices(call: Call): Promise<Answer> {
  const query = new URLSearchParams()
  for (const name of ['state', 'sink']) {
    const value = text(call, name)
    if (value !== undefined) query.set(name, value)
  }
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const answer = await server.get(`api/notices?${query}`)
  const rows = readRows(answer.data, readNotice)
  const all = answer.count ?? rows.length
  const more = all > rows.length ? `\n${count(all - rows.length, 'older notice')} not shown.` : ''
  const shown = rows.length === 0 ? 'There is no such notice.' : `${table(HEADINGS, rows.map(cells))}${more}`
  return { data: { notices: rows, count: all }, text: shown }
}

function cells({ id, sink, state, attempts, title, createdAt, nextTry, detail }: NoticeRow): string[] {
  return [id, sink, state, String(attempts), title, momentText(createdAt), momentText(nextTry), detail ?? '-']
}
