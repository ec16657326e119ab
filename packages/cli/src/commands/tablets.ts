import { type Answer, type Call, type Command, flag, text } from '../command.ts'
import { momentText } from '../screen/moment.ts'
import { table } from '../screen/table.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { allTablets } from '../server/all-tablets.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'
import type { TabletRow } from '../server/tablet-answers.ts'

export const tablets: Command = {
  name: 'tablets',
  args: [],
  summary: 'every tablet, or those that are meant: the release each reports and what it is doing',
  options: {
    environment: { type: 'string', value: '<name>', says: 'only those in this environment' },
    group: { type: 'string', value: '<name>', says: 'only those in this group' },
    tag: { type: 'string', value: '<tag>', says: 'only those with this tag' },
    presence: { type: 'string', value: '<state>', says: 'only those that are online, offline, stale or never-seen' },
    release: { type: 'string', value: '<version>', says: 'only those that report this release' },
    desired: { type: 'string', value: '<version>', says: 'only those that should run this release' },
    phase: { type: 'string', value: '<phase>', says: 'only those that are doing this' },
    behind: { type: 'boolean', says: 'only those that report another release than they should run' },
    stuck: { type: 'boolean', says: 'only those that are stuck' },
    search: { type: 'string', says: 'only those with this text in the id, the name or the notes' },
    sort: {
      type: 'string',
      value: '<order>',
      says: 'by id, name, seen (heard last first) or since (changed last first)',
    },
    ...CONNECTION_OPTIONS,
  },
  run: runTablets,
}

const TEXTS = ['environment', 'group', 'tag', 'presence', 'release', 'desired', 'phase', 'sort']

const HEADINGS = [
  'tablet',
  'name',
  'group',
  'environment',
  'release',
  'since',
  'phase',
  'target',
  'error',
  'engine',
  'no worker',
  'last seen',
  'presence',
]

async function runTablets(call: Call): Promise<Answer> {
  const filter = filterOf(call)
  const rows = await allTablets(new ReleaseServer(await connectionOf(call), NO_PATIENCE), filter)
  const none = [...filter].length === 0 ? 'No tablet has been heard of yet.' : 'There is no such tablet.'
  return {
    data: { tablets: rows, count: rows.length },
    text: rows.length === 0 ? none : table(HEADINGS, rows.map(cells)),
  }
}

function filterOf(call: Call): URLSearchParams {
  const filter = new URLSearchParams()
  for (const name of TEXTS) {
    const value = text(call, name)
    if (value !== undefined) filter.set(name, value)
  }
  for (const name of ['behind', 'stuck']) if (flag(call, name)) filter.set(name, 'true')
  const search = text(call, 'search')
  if (search !== undefined) filter.set('q', search)
  return filter
}

function cells(tablet: TabletRow): string[] {
  const { id, environment, releaseSince, progress, stuck, engine, lastSeen } = tablet
  const phase = stuck ? 'stuck' : (tablet.phase ?? '-')
  return [
    id,
    tablet.name ?? '-',
    tablet.group ?? '-',
    environment,
    tablet.release ?? '-',
    momentText(releaseSince),
    progress === undefined ? phase : `${phase} ${Math.floor(progress)} %`,
    stuck?.target ?? tablet.target ?? '-',
    stuck?.code ?? tablet.error ?? '-',
    engine ? `${engine.name} ${engine.version}` : '-',
    tablet.withoutWorker ?? '-',
    momentText(lastSeen),
    tablet.presence,
  ]
}
