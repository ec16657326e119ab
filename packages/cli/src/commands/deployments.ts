import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Call, type Command, text } from '../command.ts'
import { type Deployment, readDeployment } from '../deployments/read-deployment.ts'
import { standsStill } from '../deployments/standing.ts'
import { healthText } from '../deployments/wording.ts'
import { momentText } from '../screen/moment.ts'
import { table } from '../screen/table.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { readRows } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const deployments: Command = {
  name: 'deployments',
  args: [],
  summary: 'the deployments there were, latest first',
  options: {
    environment: { type: 'string', value: '<name>', says: 'only of this one; default all' },
    status: { type: 'string', value: '<status>', says: 'only pending, deploying, success, failed or rolled_back' },
    limit: { type: 'string', value: '<number>', says: 'at most so many; default 20' },
    ...CONNECTION_OPTIONS,
  },
  run: runDeployments,
}

const HEADINGS = ['deployment', 'environment', 'release', 'status', 'phase', 'reason', 'health', 'asked for', 'by']

async function runDeployments(call: Call): Promise<Answer> {
  const limit = text(call, 'limit') ?? '20'
  if (!/^[1-9]\d{0,3}$/.test(limit))
    throw new RelevoError('usage', `deployments: ${JSON.stringify(limit)} is no number of deployments`)
  const query = new URLSearchParams({ limit })
  for (const name of ['environment', 'status']) {
    const value = text(call, name)
    if (value !== undefined) query.set(name, value)
  }
  const server = new ReleaseServer(await connectionOf(call), NO_PATIENCE)
  const { data, count } = await server.get(`api/deployments?${query}`)
  const rows = readRows(data, readDeployment)
  const shown = rows.length === 0 ? 'There is no such deployment.' : table(HEADINGS, rows.map(cells))
  return { data: { deployments: rows, count: count ?? rows.length }, text: shown }
}

function cells(deployment: Deployment): string[] {
  const { id, environment, version, status, reason, timestamp, user, trigger } = deployment
  return [
    id,
    environment,
    version,
    status,
    phaseCell(deployment),
    reason ?? '-',
    healthText(deployment),
    momentText(timestamp),
    user ?? trigger ?? '-',
  ]
}

/** Where it is, at which wave, and whether it stands still there. */
function phaseCell(deployment: Deployment): string {
  const { phase, wave, waveCount } = deployment
  const at = deployment.status === 'deploying' && wave !== undefined ? ` ${wave}/${waveCount ?? '?'}` : ''
  return `${phase}${at}${standsStill(deployment) ? ', stands still' : ''}`
}
