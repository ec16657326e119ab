import { createServer } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll } from 'vitest'
import { createRefusals } from '../fleet/mqtt/refusals.ts'
import { createEngine, type Engine } from './engine.ts'
import { type BrokerUnderTest, interopContract } from './interop.contract.ts'

/** The embedded broker with its doors open: what is ours about access has tests of its own. */
let engine: Engine
const tcp = createServer({ noDelay: true }, (socket) => engine.take(socket, { transport: 'tcp', address: '127.0.0.1' }))
const broker: BrokerUnderTest = { port: 0, refused: 'nobody/reads/this' }

beforeAll(async () => {
  engine = await createEngine(
    {
      authenticate: (_client, _username, _password, done) => done(null, true),
      authorizePublish: (_client, _packet, done) => done(null),
      authorizeSubscribe: (_client, subscription, done) =>
        done(null, subscription.topic === broker.refused ? null : subscription),
    },
    { refusals: createRefusals(), log: pino({ level: 'silent' }) },
  )
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve))
  const address = tcp.address()
  if (typeof address === 'object' && address) broker.port = address.port
})
afterAll(async () => {
  await engine.close()
  await new Promise((resolve) => tcp.close(resolve))
})

interopContract('the embedded broker', () => broker)
