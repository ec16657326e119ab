import { type Answer, type Call, type Command, text } from '../command.ts'
import { count } from '../screen/count.ts'
import { momentText } from '../screen/moment.ts'
import { oneLine } from '../screen/one-line.ts'
import { table } from '../screen/table.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { type AlertRow, readAlert } from '../server/alert-answers.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const alerts: Command = {
  name: 'alerts',
  args: [],
  summary: 'what is wrong with the fleet, or was, and what to do about it',
  about:
    'Those that fire come first. `relevo alert ack <id>` says that you care for one, `relevo alert silence <id> 8h`\ntells nobody of it for a while.',
  options: {
    state: { type: 'string', value: '<state>', says: 'only those that are firing or resolved' },
    environment: { type: 'string', value: '<name>', says: 'only of this one; default all' },
    ...CONNECTION_OPTIONS,
  },
  run: runAlerts,
}

const HEADINGS = ['alert', 'environment', 'rule', 'state', 'since', 'over', 'acknowledged', 'silenced until']

async function runAlerts(call: Call): Promise<Answer> {
  const query = new URLSearchParams()
  for (const name of ['state', 'environment']) {
    const value = text(call, name)
    if (value !== undefined) query.set(name, value)
  }
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const answer = await server.get(`api/alerts?${query}`)
  const rows = readRows(answer.data, readAlert)
  const all = answer.count ?? rows.length
  return { data: { alerts: rows, count: all }, text: shown(rows, all) }
}

function shown(rows: AlertRow[], all: number): string {
  if (rows.length === 0) return 'There is no such alert.'
  const firing = rows.filter(({ state }) => state === 'firing')
  return [
    table(HEADINGS, rows.map(cells)),
    ...(all > rows.length ? [`${count(all - rows.length, 'older alert')} not shown.`] : []),
    ...firing.map(({ id, text }) => `\n${oneLine(id)}: ${oneLine(text)}`),
  ].join('\n')
}

function cells({ id, environment, rule, state, since, resolvedAt, acknowledged, silencedUntil }: AlertRow): string[] {
  const who = acknowledged && (acknowledged.note ? `${acknowledged.by}: ${acknowledged.note}` : acknowledged.by)
  return [
    id,
    environment,
    rule,
    state,
    momentText(since),
    momentText(resolvedAt),
    who ?? '-',
    momentText(silencedUntil),
  ]
}
