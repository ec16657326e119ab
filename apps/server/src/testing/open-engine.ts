import { createServer } from 'node:net'
import { type Logger, pino } from 'pino'
import { createRefusals, type Refusals } from '../fleet/mqtt/refusals.ts'
import type { Admission } from '../mqtt/admission.ts'
import { createEngine, type Engine } from '../mqtt/engine.ts'

/** The embedded broker’s engine with its doors open; what is ours about access has tests of its own. */
export interface OpenEngine {
  engine: Engine
  /** Of plain TCP on loopback. */
  port: number
  refusals: Refusals
  close(): Promise<void>
}

/** A filter that nobody may subscribe to. */
export const NOBODY_READS = 'nobody/reads/this'

/**
 * Start one for a test, or for a suite of others.
 *
 * @param letIn as that of the engine
 * @param port 0 = any free one
 * @param nobodyReads a filter that nobody may subscribe to
 */
export async function openEngine({
  letIn,
  port = 0,
  nobodyReads = NOBODY_READS,
  log = pino({ level: 'silent' }),
}: {
  letIn?: Admission['letIn']
  port?: number
  nobodyReads?: string
  log?: Logger
} = {}): Promise<OpenEngine> {
  const refusals = createRefusals()
  const engine = await createEngine(
    {
      authenticate: (_client, _username, _password, done) => done(null, true),
      authorizePublish: (_client, _packet, done) => done(null),
      authorizeSubscribe: (_client, subscription, done) =>
        done(null, subscription.topic === nobodyReads ? null : subscription),
    },
    { refusals, log, ...(letIn && { letIn }) },
  )
  const tcp = createServer({ noDelay: true }, (socket) =>
    engine.take(socket, { transport: 'tcp', address: '127.0.0.1' }),
  )
  await new Promise<void>((resolve) => tcp.listen(port, '127.0.0.1', resolve))
  const address = tcp.address()
  return {
    engine,
    port: typeof address === 'object' && address ? address.port : port,
    refusals,
    async close() {
      await engine.close()
      await new Promise((resolve) => tcp.close(resolve))
    },
  }
}
