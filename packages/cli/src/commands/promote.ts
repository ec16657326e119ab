import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Call, type Command, text } from '../command.ts'
import { answerFor } from '../deployments/answer-for.ts'
import { order } from '../deployments/order.ts'
import { originOf } from '../deployments/origin.ts'
import { REQUEST_OPTIONS, requestOf } from '../deployments/request.ts'
import { WAIT_OPTIONS, waitingOf } from '../deployments/waiting.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'

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
  // The commit of this CI job is that of its workflow, not that of the release.
  const { user } = originOf(call.env)
  const request = requestOf(call, { ...(user !== undefined && { user }) })
  const body = { from, to, ...request }
  const deployment = await order(connection, { path: 'api/deployments/promote', environment: to, body })
  return answerFor(call, { connection, deployment, goal: 'live', waiting })
}
