import type { Answer, Call, Command } from '../command.ts'
import { momentText } from '../screen/moment.ts'
import { table } from '../screen/table.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readStranger } from '../server/enrolment-answers.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const strangers: Command = {
  name: 'strangers',
  args: [],
  summary: 'tablets that check in and are not enrolled, the last one first',
  options: CONNECTION_OPTIONS,
  run: runStrangers,
}

const HEADINGS = ['tablet', 'address', 'release', 'engine', 'with', 'check-ins', 'first seen', 'last seen']

async function runStrangers(call: Call): Promise<Answer> {
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const found = readRows((await server.get('api/strangers')).data, readStranger)
  const rows = found.map(({ tablet, address, release, engine = '-', hadSecret, count, firstSeen, lastSeen }) => {
    const shown = hadSecret ? 'a wrong secret' : 'no secret'
    return [tablet, address, release, engine, shown, String(count), momentText(firstSeen), momentText(lastSeen)]
  })
  const text = rows.length === 0 ? 'No stranger was there since the server started.' : table(HEADINGS, rows)
  return { data: { strangers: found, count: found.length }, text }
}
