import { type Answer, type Call, type Command, flag, text } from '../command.ts'
import { momentText } from '../screen/moment.ts'
import { table } from '../screen/table.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { type CredentialRow, readCredential } from '../server/enrolment-answers.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const credentials: Command = {
  name: 'credentials',
  args: [],
  summary: 'what tablets, kiosk apps and services sign in with, and when each was last used',
  options: {
    kind: { type: 'string', value: '<kind>', says: 'only those of a tablet, kiosk or service' },
    name: { type: 'string', value: '<name>', says: 'only those under this name' },
    all: { type: 'boolean', says: 'also those that were revoked' },
    ...CONNECTION_OPTIONS,
  },
  run: runCredentials,
}

const HEADINGS = ['id', 'kind', 'name', 'user', 'state', 'made', 'by', 'last used']
/** Rows of one answer. */
const AT_ONCE = 1_000

async function runCredentials(call: Call): Promise<Answer> {
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const query = new URLSearchParams({ limit: String(AT_ONCE) })
  if (!flag(call, 'all')) query.set('state', 'active')
  for (const name of ['kind', 'name']) {
    const value = text(call, name)
    if (value !== undefined) query.set(name, value)
  }
  const found: CredentialRow[] = []
  for (let page: CredentialRow[] = [], isFirst = true; isFirst || page.length === AT_ONCE; isFirst = false) {
    query.set('offset', String(found.length))
    page = readRows((await server.get(`api/credentials?${query}`)).data, readCredential)
    found.push(...page)
  }
  const rows = found.map(({ id, kind, name, user, state, createdAt, createdBy = '-', lastUsedAt }) => {
    return [id, kind, name, user, state, momentText(createdAt), createdBy, momentText(lastUsedAt)]
  })
  const answer = rows.length === 0 ? 'There is no credential.' : table(HEADINGS, rows)
  return { data: { credentials: found, count: found.length }, text: answer }
}
