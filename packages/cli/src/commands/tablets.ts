import type { Answer, Call, Command } from '../command.ts'
import { momentText } from '../screen/moment.ts'
import { table } from '../screen/table.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { allTablets } from '../server/all-tablets.ts'
import type { TabletRow } from '../server/answers.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const tablets: Command = {
  name: 'tablets',
  args: [],
  summary: 'every tablet, the release it reports and what it is doing',
  options: CONNECTION_OPTIONS,
  run: runTablets,
}

const HEADINGS = [
  'tablet',
  'environment',
  'release',
  'since',
  'phase',
  'target',
  'error',
  'engine',
  'no worker',
  'last seen',
  'online',
]

async function runTablets(call: Call): Promise<Answer> {
  const rows = await allTablets(new ReleaseServer(await connectionOf(call), NO_PATIENCE))
  const text = rows.length === 0 ? 'No tablet has been heard of yet.' : table(HEADINGS, rows.map(cells))
  return { data: { tablets: rows, count: rows.length }, text }
}

function cells(tablet: TabletRow): string[] {
  const { id, environment, release, releaseSince, progress, stuck, engine, withoutWorker, lastSeen, online } = tablet
  const phase = stuck ? 'stuck' : tablet.phase
  return [
    id,
    environment,
    release,
    momentText(releaseSince),
    progress === undefined ? phase : `${phase} ${Math.floor(progress)} %`,
    stuck?.target ?? tablet.target ?? '-',
    stuck?.code ?? tablet.error ?? '-',
    engine ? `${engine.name} ${engine.version}` : '-',
    withoutWorker ?? '-',
    momentText(lastSeen),
    online ? 'yes' : 'no',
  ]
}
