import type { Answer, Call, Command } from '../command.ts'
import { table } from '../screen/table.ts'
import { windowText } from '../screen/window.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readGroup } from '../server/group-answers.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const groups: Command = {
  name: 'groups',
  args: [],
  summary: 'the groups tablets are in, and when each may get a release',
  options: CONNECTION_OPTIONS,
  run: runGroups,
}

async function runGroups(call: Call): Promise<Answer> {
  const { data } = await new ReleaseServer(await connectionOf(call), NO_PATIENCE).get('api/groups')
  const rows = readRows(data, readGroup)
  const cells = rows.map(({ name, tablets, window, notes }) => [name, `${tablets}`, windowText(window), notes ?? '-'])
  const text = rows.length === 0 ? 'There is no group yet.' : table(['group', 'tablets', 'window', 'notes'], cells)
  return { data: { groups: rows, count: rows.length }, text }
}
