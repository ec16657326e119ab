import type { Call } from '../command.ts'
import { NO_PATIENCE } from '../server/again.ts'
import type { Connection } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'
import type { Deployment } from './read-deployment.ts'
import type { Waiting } from './waiting.ts'
import { type Watched, watch } from './watch.ts'

interface Following {
  connection: Connection
  deployment: Deployment
  waiting: Waiting
  isOver(deployment: Deployment): boolean
  onAnswer(deployment: Deployment): void
}

/** Watch a deployment as `--timeout` and Ctrl-C allow, and say when the server is silent. */
export function follow(call: Call, { connection, deployment, waiting, ...following }: Following): Promise<Watched> {
  const onSilence = (silent: boolean) =>
    call.stderr.write(silent ? '  (the server does not answer; waiting on)\n' : '  (the server answers again)\n')
  const server = new ReleaseServer(connection, NO_PATIENCE)
  const { clock, interruptible } = call
  return interruptible((signal) =>
    watch(deployment, { server, clock, signal, timeout: waiting.timeout, onSilence, ...following }),
  )
}
