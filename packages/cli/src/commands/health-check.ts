import type { Answer, Call, Command } from '../command.ts'
import { askFor, have } from '../deployments/ask.ts'
import { foundSince, foundText } from '../deployments/manual-check.ts'
import { showDeployment } from '../deployments/progress.ts'
import { EXIT } from '../failure.ts'
import { oneLine } from '../screen/one-line.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'

/** The server answers when it has looked, and a target may have 300 seconds for its answer; ms. */
const LONGEST_LOOK = 310_000

export const healthCheck: Command = {
  name: 'health-check',
  args: ['<deployment id>'],
  summary: 'measure the health of a deployment again; nothing is taken back because of it',
  about: 'It ends when the server has looked: 0 means healthy; 4 unhealthy, or that nothing could tell.',
  options: CONNECTION_OPTIONS,
  run: runHealthCheck,
}

async function runHealthCheck(call: Call): Promise<Answer> {
  const [id = ''] = call.args
  const server = new ReleaseServer(await connectionOf(call), USUAL_PATIENCE)
  const before = await askFor(server, id)
  await have(server, id, 'health-check', {}, LONGEST_LOOK)
  const now = await askFor(server, id)
  showDeployment(call.stderr, before)(now)
  const found = foundSince(before, now)
  return {
    data: { outcome: found === 'healthy' ? 'success' : 'failed', found, ...now },
    text: oneLine(foundText(found, now)),
    exit: found === 'healthy' ? EXIT.done : EXIT.failed,
  }
}
