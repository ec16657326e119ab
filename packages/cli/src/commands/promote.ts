import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Call, type Command, text } from '../command.ts'
import { answerFor } from '../deployments/answer-for.ts'
import { originOf } from '../deployments/origin.ts'
import { readDeployment } from '../deployments/read-deployment.ts'
import { REQUEST_OPTIONS, requestOf } from '../deployments/request.ts'
import { WAIT_OPTIONS, waitingOf } from '../deployments/waiting.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const promote: Command = {
  name: 'promote',
  args: [],
  summary: 'deploy the release that is live and healthy in one environment to another, byte for byte',
  about: 'Nothing is built or uploaded. Commit and ref are those of the release, unless they are given.',
  options: {
    from: { type: 'string', value: '<name>', says: 'whose release, such as staging' },
    to: { type: 'string', value: '<name>', says: 'where it goes, such as production' },
    ...REQUEST_OPTIONS,
    ...WAIT_OPTIONS,
    ...CONNECTION_OPTIONS,
  },
  run: runPromote,
}

async function runPromote(call: Call): Promise<Answer> {
  const [from, to] = [text(call, 'from'), text(call, 'to')]
  if (from === undefined || to === undefined) throw new RelevoError('usage', 'promote: --from and --to are needed')
  const waiting = waitingOf(call)
  const connection = await connectionOf(call)
  const server = new ReleaseServer(connection, USUAL_PATIENCE)
  // The commit of this CI job is that of its workflow, not that of the release.
  const { user } = originOf(call.env)
  const request = requestOf(call, { ...(user !== undefined && { user }) })
  const { data } = await server.post('api/deployments/promote', { from, to, ...request })
  return answerFor(call, { connection, deployment: readDeployment(data), goal: 'live', waiting })
}
