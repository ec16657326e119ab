import type { Answer, Call, Command } from '../command.ts'
import { askFor } from '../deployments/ask.ts'
import type { Deployment } from '../deployments/read-deployment.ts'
import { checkText, outputText } from '../deployments/record-text.ts'
import { standingTexts } from '../deployments/standing.ts'
import { wavesText } from '../deployments/waves-text.ts'
import { healthText, phaseText } from '../deployments/wording.ts'
import { momentText } from '../screen/moment.ts'
import { oneLine } from '../screen/one-line.ts'
import { printable } from '../screen/printable.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const deploymentCommand: Command = {
  name: 'deployment',
  args: ['<deployment id>'],
  summary: 'all about one deployment: where it is, its waves, its health checks, what its deployer wrote',
  options: CONNECTION_OPTIONS,
  run: runDeployment,
}

async function runDeployment(call: Call): Promise<Answer> {
  const [id = ''] = call.args
  const deployment = await askFor(new ReleaseServer(await connectionOf(call), NO_PATIENCE), id)
  return { data: deployment, text: all(deployment) }
}

function all(deployment: Deployment): string {
  const { checks = [], output = [] } = deployment
  const parts = [
    factsText(deployment),
    standingTexts(deployment).join('\n'),
    wavesText(deployment),
    checks.flatMap((check) => [checkText(check), ...excerptText(check.excerpt)]).join('\n'),
    output.flatMap(outputText).join('\n'),
  ]
  return printable(parts.filter((part) => part !== '').join('\n\n'))
}

function factsText(deployment: Deployment): string {
  const { id, version, environment, status, rollbackAvailable, rollbackTo, previousVersion } = deployment
  const facts: [name: string, value: string | undefined][] = [
    ['deployment', id],
    ['release', `${version} in ${environment}${deployment.force ? ', by force' : ''}`],
    ['status', status],
    ['phase', phaseText(deployment)],
    ['strategy', deployment.strategy],
    ['begins', deployment.startAt === undefined ? undefined : momentText(deployment.startAt)],
    ['preview', deployment.previewUrl],
    ['health', healthText(deployment)],
    ['before it', previousVersion],
    ['can go back', rollbackAvailable ? `yes${rollbackTo ? `, to ${rollbackTo}` : ''}` : 'no'],
    ['asked for', `${momentText(deployment.timestamp)}${deployment.user ? ` by ${deployment.user}` : ''}`],
    ['through', deployment.trigger],
    ['began', deployment.startedAt === undefined ? undefined : momentText(deployment.startedAt)],
    ['ended', deployment.finishedAt === undefined ? undefined : momentText(deployment.finishedAt)],
    ['commit', deployment.commit],
    ['ref', deployment.ref],
    ['notes', deployment.notes],
  ]
  return facts
    .filter(([, value]) => value !== undefined)
    .map(([name, value = '']) => `${name.padEnd(12)} ${oneLine(value)}`)
    .join('\n')
}

function excerptText(excerpt = ''): string[] {
  return excerpt.trim() === '' ? [] : [`  > ${oneLine(excerpt)}`]
}
