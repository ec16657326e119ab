import type { Answer, Call, Command } from '../command.ts'
import { momentText } from '../screen/moment.ts'
import { table } from '../screen/table.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readCode } from '../server/enrolment-answers.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const enrolCodes: Command = {
  name: 'enrol-codes',
  args: [],
  summary: 'every code that lets tablets in, and how often it was used; of the last week',
  options: CONNECTION_OPTIONS,
  run: runEnrolCodes,
}

const HEADINGS = ['id', 'tablet', 'used', 'state', 'until', 'made', 'by']

async function runEnrolCodes(call: Call): Promise<Answer> {
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const codes = readRows((await server.get('api/enrolment-codes')).data, readCode)
  const rows = codes.map(({ id, tablet = 'any', used, uses, state, expiresAt, createdAt, createdBy = '-' }) => {
    return [id, tablet, `${used} of ${uses}`, state, momentText(expiresAt), momentText(createdAt), createdBy]
  })
  const text = rows.length === 0 ? 'No code was made within a week.' : table(HEADINGS, rows)
  return { data: { codes, count: codes.length }, text }
}
