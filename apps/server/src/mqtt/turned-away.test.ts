import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { OPEN_DOOR } from '../testing/open-door.ts'
import { connectPacket, rawMqtt } from '../testing/raw-mqtt.ts'
import { type Broker, createBroker } from './broker.ts'

let broker: Broker
let http: ReturnType<typeof createServer>
let tcp: number
let isStorm: boolean

beforeEach(async () => {
  isStorm = true
  const turns = { isFull: () => isStorm, letIn: (told: (isLetIn: boolean) => void) => told(!isStorm) }
  broker = await createBroker({ token: 't', prefix: 'intercom', door: OPEN_DOOR, turns }, pino({ level: 'silent' }))
  http = createServer()
  http.on('upgrade', broker.upgrade)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  tcp = await broker.listen(0, '127.0.0.1')
})
afterEach(async () => {
  await broker.close()
  http.closeAllConnections()
  await new Promise((resolve) => http.close(resolve))
})

const webSocket = () => new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}/mqtt`, 'mqtt')
const rows = () => broker.refusals.list().map(({ reason, count }) => ({ reason, count }))

test('in a storm a WebSocket is refused before it is one, and comes in when that is over', async () => {
  const socket = webSocket()
  const refused = await new Promise<number | undefined>((resolve, reject) => {
    socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode))
    socket.on('open', () => reject(new Error('it came in')))
    socket.on('error', () => undefined)
  })
  expect(refused).toBe(503)
  socket.terminate()
  expect(rows()).toEqual([{ reason: 'server-busy', count: 1 }])
  isStorm = false
  const back = webSocket()
  await new Promise((resolve, reject) => {
    back.on('open', resolve)
    back.on('error', reject)
  })
  back.terminate()
})

test.each([
  [4, { returnCode: 3 }],
  [5, { reasonCode: 0x9f }],
] as const)('over TCP MQTT %s reads that the server is busy', async (version, says) => {
  const client = rawMqtt(tcp, version)
  client.send(connectPacket('hall', version))
  expect(await client.next('connack')).toMatchObject(says)
  await client.closed
  expect(rows()).toEqual([{ reason: 'server-busy', count: 1 }])
})
