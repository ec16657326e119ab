import { stat } from 'node:fs/promises'
import { RelevoError } from '@relevo/core/errors'
import { isVersion } from '@relevo/core/release'
import { type Answer, type Call, type Command, flag, text } from '../command.ts'
import { answerFor } from '../deployments/answer-for.ts'
import { order } from '../deployments/order.ts'
import { previewText, warningLines } from '../deployments/preview-text.ts'
import { publishFolder } from '../deployments/publish-folder.ts'
import { REQUEST_OPTIONS, requestFromCi } from '../deployments/request.ts'
import { ROLLOUT_OPTIONS, rolloutOf } from '../deployments/rollout-options.ts'
import { previewOf } from '../deployments/rollout-preview.ts'
import { goalOf, UNTIL_OPTION, WAIT_OPTIONS, waitingOf } from '../deployments/waiting.ts'
import { commitOf } from '../publish/commit-of.ts'
import { CONNECTION_OPTIONS, type Connection, connectionOf } from '../server/connection.ts'

export const deploy: Command = {
  name: 'deploy',
  args: ['<version|dir>'],
  summary: 'deploy a release, or a built folder: deploy step, health checks, back by itself when they fail',
  about: `A folder is published first, as \`relevo publish\` does it. The same call again is no second deployment.
Without a word on how it spreads, the environment's own plan holds; whoever names waves names all of them. Times are such as
90s, 10m, 2h, 1d. After a last wave below 100% comes one with everybody.
Commit, ref and user are those of the CI system, if there is one; the commit of a folder else that of its git checkout.
The timeout counts from the request. Ctrl-C ends the waiting, never the deployment.`,
  options: {
    environment: { type: 'string', value: '<name>', says: 'where; default production' },
    version: {
      type: 'string',
      value: '<version>',
      says: 'of a folder: version of the release, as `relevo publish` takes it',
    },
    ...ROLLOUT_OPTIONS,
    'dry-run': { type: 'boolean', says: 'only show which tablets would be in which wave; nothing is changed' },
    ...REQUEST_OPTIONS,
    ...WAIT_OPTIONS,
    ...UNTIL_OPTION,
    ...CONNECTION_OPTIONS,
  },
  run: runDeploy,
}

async function runDeploy(call: Call): Promise<Answer> {
  const [what = ''] = call.args
  const waiting = waitingOf(call)
  const goal = goalOf(call)
  const rollout = rolloutOf(call, Date.now())
  const asked = requestFromCi(call)
  const isDirectory = await isFolder(what)
  refuseWrongUse(call, isDirectory)
  const connection = await connectionOf(call)
  const environment = text(call, 'environment') ?? 'production'
  if (flag(call, 'dry-run')) {
    const preview = await previewOf(connection, { version: what, environment, ...rollout })
    return { data: preview, text: previewText(`${what} in ${environment}`, preview) }
  }
  const commit = isDirectory ? await commitOf(call, what) : undefined
  const request = { ...asked, ...(commit !== undefined && { commit }) }
  const published = isDirectory ? await publishFolder(call, connection, what, request) : undefined
  const version = published?.version ?? what
  if (rollout.strategy !== undefined) await warn(call, connection, { version, environment, ...rollout })
  const body = { version, environment, ...request, ...rollout }
  const deployment = await order(connection, { path: 'api/deployments', environment, version, body })
  const answer = await answerFor(call, { connection, deployment, goal, waiting })
  return published ? { ...answer, data: { ...answer.data, published } } : answer
}

/** @throws RelevoError `usage` for what does not go together */
function refuseWrongUse(call: Call, isDirectory: boolean): void {
  const [what = ''] = call.args
  const isDry = flag(call, 'dry-run')
  if (!isDirectory && !isVersion(what))
    throw new RelevoError('usage', `deploy: ${JSON.stringify(what)} is neither a folder nor a version`)
  if (!isDirectory && text(call, 'version') !== undefined)
    throw new RelevoError('usage', `deploy: --version is for a folder, and ${what} is a version`)
  if (isDry && isDirectory)
    throw new RelevoError(
      'usage',
      'deploy: --dry-run takes a version that the server has: `relevo publish --no-notify` first',
    )
  if (isDry && flag(call, 'wait'))
    throw new RelevoError('usage', 'deploy: after --dry-run there is nothing to --wait for')
}

/** Say what the server thinks of a plan before it is carried out. */
async function warn(call: Call, connection: Connection, body: Record<string, unknown>): Promise<void> {
  const { warnings } = await previewOf(connection, body)
  for (const line of warningLines(warnings)) call.stderr.write(`${line}\n`)
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true
}
