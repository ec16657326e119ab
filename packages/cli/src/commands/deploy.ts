import { stat } from 'node:fs/promises'
import { RelevoError } from '@relevo/core/errors'
import { isVersion } from '@relevo/core/release'
import { type Answer, type Call, type Command, text } from '../command.ts'
import { answerFor } from '../deployments/answer-for.ts'
import { order } from '../deployments/order.ts'
import { REQUEST_OPTIONS, requestFromCi } from '../deployments/request.ts'
import { WAIT_OPTIONS, waitingOf } from '../deployments/waiting.ts'
import { commitOf } from '../publish/commit-of.ts'
import { type Published, publish } from '../publish/publish.ts'
import { printable } from '../screen/printable.ts'
import { showProgress } from '../screen/progress.ts'
import { CONNECTION_OPTIONS, type Connection, connectionOf } from '../server/connection.ts'

export const deploy: Command = {
  name: 'deploy',
  args: ['<version|dir>'],
  summary: 'deploy a release, or a built folder: deploy step, health checks, back by itself when they fail',
  about: `A folder is published first, as \`relevo publish\` does it. The same call again is no second deployment.
Commit, ref and user are those of the CI system, if there is one; the commit of a folder else that of its git checkout.
The timeout counts from the request. Ctrl-C ends the waiting, never the deployment.`,
  options: {
    environment: { type: 'string', value: '<name>', says: 'where; default production' },
    version: {
      type: 'string',
      value: '<version>',
      says: 'of a folder: version of the release, as `relevo publish` takes it',
    },
    ...REQUEST_OPTIONS,
    ...WAIT_OPTIONS,
    ...CONNECTION_OPTIONS,
  },
  run: runDeploy,
}

async function runDeploy(call: Call): Promise<Answer> {
  const [what = ''] = call.args
  const waiting = waitingOf(call)
  const connection = await connectionOf(call)
  const asked = requestFromCi(call)
  const isDirectory = await isFolder(what)
  if (!isDirectory && !isVersion(what))
    throw new RelevoError('usage', `deploy: ${JSON.stringify(what)} is neither a folder nor a version`)
  if (!isDirectory && text(call, 'version') !== undefined)
    throw new RelevoError('usage', `deploy: --version is for a folder, and ${what} is a version`)
  const commit = isDirectory ? await commitOf(call, what) : undefined
  const request = { ...asked, ...(commit !== undefined && { commit }) }
  const published = isDirectory ? await publishFolder(call, connection, what, request) : undefined
  const version = published?.version ?? what
  const environment = text(call, 'environment') ?? 'production'
  const body = { version, environment, ...request }
  const deployment = await order(connection, { path: 'api/deployments', environment, version, body })
  const answer = await answerFor(call, { connection, deployment, goal: 'live', waiting })
  return published ? { ...answer, data: { ...answer.data, published } } : answer
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true
}

function publishFolder(
  call: Call,
  connection: Connection,
  folder: string,
  { notes, commit }: { notes?: unknown; commit?: unknown },
): Promise<Published> {
  const version = text(call, 'version')
  return publish({
    ...connection,
    folder,
    notify: false,
    env: call.env,
    onProgress: showProgress(call.stderr),
    onWarning: (warning) => call.stderr.write(`relevo: ${printable(warning)}\n`),
    ...(version !== undefined && { version }),
    ...(typeof notes === 'string' && { notes }),
    ...(typeof commit === 'string' && { commit }),
  })
}
