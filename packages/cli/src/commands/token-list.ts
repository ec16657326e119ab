import type { Answer, Call, Command } from '../command.ts'
import { momentText } from '../screen/moment.ts'
import { table } from '../screen/table.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { readToken } from '../server/token-answers.ts'

export const tokenList: Command = {
  name: 'token list',
  args: [],
  summary: 'every token, what it may do and when it was last used',
  options: CONNECTION_OPTIONS,
  run: runTokenList,
}

const HEADINGS = ['id', 'name', 'scopes', 'state', 'made', 'by', 'expires', 'last used']

async function runTokenList(call: Call): Promise<Answer> {
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const tokens = readRows((await server.get('api/tokens')).data, readToken)
  const rows = tokens.map(({ id, name, scopes, state, createdAt, createdBy, expiresAt, lastUsedAt }) => {
    const moments = [expiresAt, lastUsedAt].map(momentText)
    return [id, name, scopes.join(' '), state, momentText(createdAt), createdBy, ...moments]
  })
  const text = rows.length === 0 ? 'No token was made yet; there is the server’s own one.' : table(HEADINGS, rows)
  return { data: { tokens, count: tokens.length }, text }
}
