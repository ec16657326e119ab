import type { Answer, Call, Command } from '../command.ts'
import { count } from '../screen/count.ts'
import { momentText } from '../screen/moment.ts'
import { oneLine } from '../screen/one-line.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { type EventRow, readEvent } from '../server/event-answers.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { readTablet, type TabletRow } from '../server/tablet-answers.ts'
import { tabletPath } from '../server/tablet-path.ts'

export const tablet: Command = {
  name: 'tablet',
  args: ['<tablet id>'],
  summary: 'all about one tablet, by any of its names, with its history',
  options: CONNECTION_OPTIONS,
  run: runTablet,
}

/** Lines of its history that are shown. */
const HISTORY = 100

async function runTablet(call: Call): Promise<Answer> {
  const [id = ''] = call.args
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const found = readTablet((await server.get(tabletPath(id))).data)
  const answer = await server.get(`api/events?tablet=${encodeURIComponent(id)}&limit=${HISTORY}`)
  const history = readRows(answer.data, readEvent)
  const older = (answer.count ?? history.length) - history.length
  const more = older > 0 ? [`${count(older, 'older line')} not shown.`] : []
  const text = [...factsOf(found), '', ...more, ...history.map(lineOf)].join('\n')
  return { data: { ...found, history }, text }
}

function factsOf(tablet: TabletRow): string[] {
  const { stuck, engine } = tablet
  const facts: [name: string, value: string | undefined][] = [
    ['tablet', tablet.id],
    ['name', tablet.name],
    ['other names', tablet.aliases?.join(', ')],
    ['group', tablet.group],
    ['tags', tablet.tags.join(' ') || undefined],
    ['notes', tablet.notes],
    ['environment', tablet.environment],
    ['presence', tablet.presence],
    ['release', tablet.release && `${tablet.release} since ${momentText(tablet.releaseSince)}`],
    ['should run', tablet.desired],
    ['pinned to', tablet.pin],
    ['phase', tablet.phase && (tablet.target ? `${tablet.phase}, ${tablet.target}` : tablet.phase)],
    ['stuck', stuck && [stuck.code ?? 'no reason given', stuck.target, stuck.detail].filter(Boolean).join(', ')],
    ['last error', tablet.error],
    ['engine', engine && `${engine.name} ${engine.version}`],
    ['no worker', tablet.withoutWorker],
    ['first seen', tablet.firstSeen === undefined ? undefined : momentText(tablet.firstSeen)],
    ['last seen', tablet.lastSeen === undefined ? undefined : momentText(tablet.lastSeen)],
  ]
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== undefined)
  const width = Math.max(...known.map(([name]) => name.length))
  return known.map(([name, value]) => `${name.padEnd(width)}  ${oneLine(value)}`)
}

function lineOf({ at, type, actor, data }: EventRow): string {
  const facts = Object.entries(data).map(([name, value]) => `${name}=${value === '' ? '-' : value}`)
  return oneLine([momentText(at), type, ...(actor === undefined ? [] : [`by ${actor}`]), ...facts].join('  '))
}
