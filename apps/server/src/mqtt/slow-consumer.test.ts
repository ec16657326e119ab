import type { MqttClient } from 'mqtt'
import { generate, type Packet } from 'mqtt-packet'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { BROKER_TOKEN, type LoneBroker, loneBroker } from '../testing/lone-broker.ts'
import { connectPacket, rawMqtt } from '../testing/raw-mqtt.ts'

let rig: LoneBroker
beforeEach(async () => {
  rig = await loneBroker()
})
afterEach(() => rig.close())

const SIGNED_IN = { username: 'relevo', password: Buffer.from(BROKER_TOKEN) }
const FROZEN: Packet[] = [
  connectPacket('frozen', 5, SIGNED_IN),
  { cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'busy/#', qos: 0 }] },
]

/** Clients that subscribe to everything and never read again: a tablet that has fallen asleep. */
const FREEZE = {
  async TCP() {
    const client = rawMqtt(rig.port)
    for (const packet of FROZEN) client.send(packet)
    await client.next('suback')
    client.socket.pause()
    return () => client.cut()
  },
  async WebSocket() {
    const socket = new WebSocket(rig.webSocket, 'mqtt')
    await new Promise((resolve) => socket.once('open', resolve))
    for (const packet of FROZEN) socket.send(generate(packet, { protocolVersion: 5 }))
    await new Promise((resolve) => socket.once('message', resolve))
    await new Promise((resolve) => socket.once('message', resolve))
    socket.pause()
    return () => socket.terminate()
  },
}

const isThere = (clientId: string) => rig.broker.connections.list().some((one) => one.clientId === clientId)

/** The longest that one of the clients waited for a message, ms; they hear of each when it was sent. */
function timed(listeners: MqttClient[]) {
  const seen = listeners.map(() => [] as number[])
  let worst = 0
  for (const [i, listener] of listeners.entries()) {
    listener.on('message', (_topic, payload) => {
      const [number = 0, sentAt = 0] = payload.toString().split(' ', 2).map(Number)
      seen[i]?.push(number)
      worst = Math.max(worst, performance.now() - sentAt)
    })
  }
  return { seen, worst: () => worst }
}

describe.each(Object.keys(FREEZE) as (keyof typeof FREEZE)[])('a %s client that stops reading', (transport) => {
  test('delays nobody, and is cut with a reason', async () => {
    const listeners = [rig.operator({ clientId: 'live-1' }), rig.operator({ clientId: 'live-2' }, rig.webSocket)]
    for (const listener of listeners) await listener.subscribeAsync('busy/#', { qos: 1 })
    const cut = await FREEZE[transport]()
    expect(isThere('frozen')).toBe(true)
    const { seen, worst } = timed(listeners)
    const writer = rig.operator({ clientId: 'writer' })
    const sent: number[] = []
    // What the system holds for a connection by itself is some megabytes.
    while (isThere('frozen') && sent.length < 20_000) {
      const number = sent.push(sent.length) - 1
      await writer.publishAsync('busy/x', `${number} ${performance.now()} ${'x'.repeat(16_000)}`, { qos: 1 })
    }
    expect(isThere('frozen')).toBe(false)
    await writer.publishAsync('busy/x', `${sent.length} ${performance.now()}`, { qos: 1 })
    await expect.poll(() => seen.map((numbers) => numbers.length)).toEqual([sent.length + 1, sent.length + 1])
    for (const numbers of seen) expect(numbers).toEqual([...sent, sent.length])
    expect(worst()).toBeLessThan(1_000)

    const [refusal] = rig.broker.refusals.list()
    expect(refusal).toMatchObject({ clientId: 'frozen', reason: 'too-slow', address: '127.0.0.1', count: 1 })
    expect(rig.logged.map(({ msg }) => msg)).toEqual([
      expect.stringContaining('frozen at 127.0.0.1 stopped reading and was cut'),
    ])
    cut()
  }, 60_000)
})

test('who comes back beside a connection of its own that froze takes its place at once', async () => {
  await FREEZE.TCP()
  const writer = rig.operator()
  // Nothing more goes through to the old connection, and it is not yet cut.
  const { connections } = rig.broker
  for (let i = 0; i < 200; i++) await writer.publishAsync('busy/x', 'x'.repeat(16_000), { qos: 1 })
  const before = connections.list().find(({ clientId }) => clientId === 'frozen')
  const asked = performance.now()
  const back = rawMqtt(rig.port)
  back.send(connectPacket('frozen', 5, SIGNED_IN))
  expect(await back.next('connack')).toMatchObject({ reasonCode: 0 })
  expect(performance.now() - asked).toBeLessThan(1_000)
  const now = () => connections.list().filter(({ clientId }) => clientId === 'frozen')
  await expect.poll(() => now()[0] !== before && now().length === 1).toBe(true)
})

test('a client that is only slow reads to the end why it was cut', async () => {
  const slow = rawMqtt(rig.port)
  for (const packet of FROZEN) slow.send(packet)
  await slow.next('suback')
  slow.socket.pause()
  const writer = rig.operator()
  while (isThere('frozen')) await writer.publishAsync('busy/x', 'x'.repeat(100_000), { qos: 1 })
  slow.socket.resume()
  expect(await slow.next('disconnect')).toMatchObject({ reasonCode: 0x97 })
  await slow.closed
})

test('what is retained comes no faster than it is read, however much it is', async () => {
  const writer = rig.operator()
  const topics = Array.from({ length: 400 }, (_, i) => `busy/${i}`)
  for (const topic of topics) await writer.publishAsync(topic, 'x'.repeat(20_000), { qos: 1, retain: true })
  const slow = rawMqtt(rig.port)
  for (const packet of FROZEN) slow.send(packet)
  await slow.next('suback')
  slow.socket.pause()
  const prompt = rig.operator()
  const seen: string[] = []
  prompt.on('message', (topic) => seen.push(topic))
  await prompt.subscribeAsync('busy/#')
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(400)
  expect(isThere('frozen')).toBe(true)
  slow.socket.resume()
  await expect.poll(() => slow.inbox.filter(({ cmd }) => cmd === 'publish').length, { timeout: 10_000 }).toBe(400)
})
