import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Call, type Command, text } from '../command.ts'
import { count } from '../screen/count.ts'
import { momentText } from '../screen/moment.ts'
import { oneLine } from '../screen/one-line.ts'
import { printable } from '../screen/printable.ts'
import { table } from '../screen/table.ts'
import { NO_PATIENCE, USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { type LadderRow, readLadder } from '../server/ladder-answers.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { tabletPath } from '../server/tablet-path.ts'

export const ladder: Command = {
  name: 'ladder',
  args: ['[<tablet>]', '[climb|stop|done]'],
  summary: 'what is done for tablets that do not come to their release, or for one of them',
  about:
    '`climb` has the next rung climbed now, within the day’s budget and quiet hours; `stop` leaves a tablet alone until\nanother release is wanted; `done` says that somebody was there. docs/ladder.md says what each rung does.',
  options: {
    phase: { type: 'string', value: '<phase>', says: 'only those that stand there, such as needs-hands' },
    environment: { type: 'string', value: '<name>', says: 'only of this one; default all' },
    ...CONNECTION_OPTIONS,
  },
  run: runLadder,
}

const ORDERS = ['climb', 'stop', 'done']
const HEADINGS = ['tablet', 'environment', 'phase', 'what is wrong', 'since', 'should run', 'rung', 'goes on']

function runLadder(call: Call): Promise<Answer> {
  const [tablet, order] = call.args
  if (tablet === undefined) return listed(call)
  return order === undefined ? shown(call, tablet) : ordered(call, tablet, order)
}

async function listed(call: Call): Promise<Answer> {
  const query = new URLSearchParams()
  for (const name of ['phase', 'environment']) {
    const value = text(call, name)
    if (value !== undefined) query.set(name, value)
  }
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const answer = await server.get(`api/ladders?${query}`)
  const rows = readRows(answer.data, readLadder)
  const all = answer.count ?? rows.length
  const more = all > rows.length ? [`${count(all - rows.length, 'more ladder')} not shown.`] : []
  const hands = rows.filter(({ phase }) => phase === 'needs-hands').map((row) => `\n${instruction(row)}`)
  const none = query.size === 0 ? 'Nothing is done for any tablet.' : 'There is no such ladder.'
  const lines = rows.length === 0 ? [none] : [table(HEADINGS, rows.map(cells)), ...more, ...hands]
  return { data: { ladders: rows, count: all }, text: lines.join('\n') }
}

async function shown(call: Call, tablet: string): Promise<Answer> {
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const row = readLadder((await server.get(`${tabletPath(tablet)}/ladder`)).data)
  return { data: { ladder: row }, text: printable(sentences(row)) }
}

/** Twice is once, so a call whose answer was lost is simply made again. */
async function ordered(call: Call, tablet: string, order: string): Promise<Answer> {
  if (!ORDERS.includes(order)) throw new RelevoError('usage', `ladder ${tablet} what? ${ORDERS.join(', ')}`)
  const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
  const row = readLadder((await server.post(`${tabletPath(tablet)}/ladder`, { do: order })).data)
  const already = row.duplicate ? ' That was so already.' : ''
  return { data: { ladder: row }, text: printable(`${sentences(row)}${already}`) }
}

function cells({ tablet, environment, phase, why, code, since, desired, rung, tries, until }: LadderRow): string[] {
  const wrong = code === undefined ? why : `${why}: ${code}`
  const climbed = rung !== undefined && tries !== undefined && tries > 1 ? `${rung} (${tries})` : rung
  return [
    tablet,
    environment,
    phase,
    wrong ?? '-',
    momentText(since),
    desired ?? '-',
    climbed ?? '-',
    momentText(until),
  ]
}

function instruction({ tablet, text: what, advice }: LadderRow): string {
  return oneLine(`${tablet} needs hands. ${what ?? ''} ${advice ?? ''}`)
}

/** Where it stands, for a person. */
function sentences(row: LadderRow): string {
  const { tablet, phase, why, desired, rung, tries, waitsFor, until, left, recovered, spent } = row
  const budget = `${count(spent, 'rung')} within a day.`
  const wrong = `${tablet} is ${why}, and should run ${desired}`
  switch (phase) {
    case 'sending':
    case 'verifying':
      return `${wrong}. ${rung} is being climbed (try ${tries}); its page has time until ${momentText(until)}. ${budget}`
    case 'waiting': {
      const when = until === undefined ? '' : `, until ${momentText(until)} at most`
      return `${wrong}. The next rung is ${rung}; it waits for ${WAITS[waitsFor ?? ''] ?? waitsFor}${when}. ${budget}`
    }
    case 'needs-hands':
      return `${instruction(row)} ${budget}`
    case 'left':
      return `${tablet} is left alone${left?.by === undefined ? '' : ` by ${left.by}`}, since ${momentText(left?.at)}.`
    default:
      return recovered
        ? `${tablet} came back at ${momentText(recovered.at)}${recovered.by === undefined ? '' : `, after ${recovered.by}`}. ${budget}`
        : `Nothing is done for ${tablet}. ${budget}`
  }
}

const WAITS: Record<string, string> = {
  pause: 'the pause after the last rung',
  quiet: 'the end of quiet hours',
  budget: 'room in the day’s budget',
  release: 'the release to be served well',
  turn: 'its turn: many tablets are climbed for',
  kiosk: 'its kiosk app, which is offline',
}
