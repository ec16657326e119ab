import { stat } from 'node:fs/promises'
import { RelevoError } from '@relevo/core/errors'
import { isVersion } from '@relevo/core/release'
import { headOf } from '@relevo/vite-plugin/manifest'
import { type Answer, type Call, type Command, text } from '../command.ts'
import { answerFor } from '../deployments/answer-for.ts'
import { readDeployment } from '../deployments/read-deployment.ts'
import { REQUEST_OPTIONS, requestFromCi } from '../deployments/request.ts'
import { WAIT_OPTIONS, waitingOf } from '../deployments/waiting.ts'
import { type Published, publish } from '../publish/publish.ts'
import { printable } from '../screen/printable.ts'
import { showProgress } from '../screen/progress.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, type Connection, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const deploy: Command = {
  name: 'deploy',
  args: ['<version|dir>'],
  summary: 'deploy a release, or a built folder: deploy step, health checks, back by itself when they fail',
  about: `A folder is published first, as \`relevo publish\` does it. The same call again is no second deployment.
Commit, ref and user are those of the CI system, if there is one; the commit of a folder else that of its git checkout.
The timeout counts from the request. Ctrl-C ends the waiting, never the deployment.`,
  options: {
    environment: { type: 'string', value: '<name>', says: 'where; default production' },
    version: { type: 'string', value: '<version>', says: 'of a folder, when it cannot be told from it' },
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
  const named = text(call, 'version')
  if (!isDirectory && named !== undefined) throw new RelevoError('usage', 'deploy: --version is for a folder')
  const commit = asked.commit ?? (isDirectory ? await commitOf(what) : undefined)
  const request = { ...asked, ...(typeof commit === 'string' && { commit }) }
  const published = isDirectory
    ? await publishFolder(call, connection, what, { ...request, version: named })
    : undefined
  const server = new ReleaseServer(connection, USUAL_PATIENCE)
  const { data } = await server.post('api/deployments', {
    version: published?.version ?? what,
    environment: text(call, 'environment') ?? 'production',
    ...request,
  })
  const answer = await answerFor(call, { connection, deployment: readDeployment(data), goal: 'live', waiting })
  return published ? { ...answer, data: { ...answer.data, published } } : answer
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true
}

/** The commit a folder was built from, as far as git can swear to it. */
async function commitOf(folder: string): Promise<string | undefined> {
  const head = await headOf(folder).catch(() => undefined)
  return head && !head.dirty ? head.hash : undefined
}

function publishFolder(
  call: Call,
  connection: Connection,
  folder: string,
  { version, notes, commit }: { version: string | undefined; notes?: unknown; commit?: unknown },
): Promise<Published> {
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
