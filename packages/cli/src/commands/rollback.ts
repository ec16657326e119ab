import { type Answer, type Call, type Command, text } from '../command.ts'
import { answerFor } from '../deployments/answer-for.ts'
import { askFor, askForCurrent } from '../deployments/ask.ts'
import { rollBack } from '../deployments/decide.ts'
import { WAIT_OPTIONS, waitingOf } from '../deployments/waiting.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const rollback: Command = {
  name: 'rollback',
  args: ['[<deployment id>]'],
  summary: 'take a deployment back: the release before, or any earlier one, becomes live and is checked',
  about: `Without an id it takes back what is live in the environment.
With --wait, 0 means that it was rolled back; 4 that this failed too, and somebody must look.`,
  options: {
    environment: { type: 'string', value: '<name>', says: 'whose live deployment; default production' },
    to: { type: 'string', value: '<version>', says: 'the release to go back to; default the one before' },
    reason: { type: 'string', says: 'why, for whoever reads it later' },
    ...WAIT_OPTIONS,
    ...CONNECTION_OPTIONS,
  },
  run: runRollback,
}

async function runRollback(call: Call): Promise<Answer> {
  const waiting = waitingOf(call)
  const connection = await connectionOf(call)
  const server = new ReleaseServer(connection, USUAL_PATIENCE)
  const { id } = await (call.args[0] === undefined
    ? askForCurrent(server, text(call, 'environment') ?? 'production')
    : { id: call.args[0] })
  const before = await askFor(server, id)
  const [to, reason] = [text(call, 'to'), text(call, 'reason')]
  const deployment = await rollBack(connection, before, {
    ...(to !== undefined && { to }),
    ...(reason !== undefined && { reason }),
  })
  return answerFor(call, { connection, deployment, goal: 'rolled-back', waiting, before })
}
