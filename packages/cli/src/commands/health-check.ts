import type { Answer, Call, Command } from '../command.ts'
import { askFor, have } from '../deployments/ask.ts'
import { follow } from '../deployments/follow.ts'
import { checkIsOver } from '../deployments/manual-check.ts'
import { showDeployment } from '../deployments/progress.ts'
import { WAIT_OPTIONS, waitingOf } from '../deployments/waiting.ts'
import { healthText, sentence } from '../deployments/wording.ts'
import { EXIT } from '../failure.ts'
import { oneLine } from '../screen/one-line.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const healthCheck: Command = {
  name: 'health-check',
  args: ['<deployment id>'],
  summary: 'measure the health of a deployment again; nothing is taken back because of it',
  about: 'With --wait, 0 means healthy; 4 means unhealthy, or that nothing could be measured.',
  options: { ...WAIT_OPTIONS, ...CONNECTION_OPTIONS },
  run: runHealthCheck,
}

async function runHealthCheck(call: Call): Promise<Answer> {
  const [id = ''] = call.args
  const waiting = waitingOf(call)
  const connection = await connectionOf(call)
  const server = new ReleaseServer(connection, USUAL_PATIENCE)
  const before = await askFor(server, id)
  const deployment = await have(server, id, 'health-check')
  if (!waiting) return { data: deployment, text: sentence(deployment) }
  const watched = await follow(call, {
    connection,
    deployment,
    waiting,
    isOver: (now) => checkIsOver(before, now),
    onAnswer: showDeployment(call.stderr, before),
  })
  const { end, deployment: last } = watched
  if (end !== 'over') {
    const text = oneLine(
      `The health of ${last.version} in ${last.environment} is not known yet: \`relevo deployment ${id}\``,
    )
    const outcome = end === 'interrupted' ? 'interrupted' : 'timed_out'
    return { data: { outcome, ...last }, text, exit: end === 'interrupted' ? EXIT.interrupted : EXIT.timedOut }
  }
  const healthy = last.healthCheckPassed === true
  return {
    data: { outcome: healthy ? 'success' : 'failed', ...last },
    text: oneLine(`${last.environment}: ${last.version} is ${healthText(last)} (deployment ${last.id}).`),
    exit: healthy ? EXIT.done : EXIT.failed,
  }
}
