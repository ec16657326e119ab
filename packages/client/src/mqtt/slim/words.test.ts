import { type Packet, parser } from 'mqtt-packet'
import { describe, expect, it } from 'vitest'
import type { Way } from '../line.ts'
import { LONGEST, wordsOf } from './words.ts'

const way: Way = {
  url: 'ws://127.0.0.1/mqtt',
  protocol: '3.1.1',
  clientId: 'lobby-1.abcd',
  filters: ['intercom/update/notification', 'intercom/tablets/lobby-1/command'],
  topic: 'intercom/tablets/lobby-1/status',
  will: '{"online":false}',
}

/** As a broker reads it: by the library that the embedded one reads with. */
function read(bytes: Uint8Array, protocolVersion: 4 | 5): Packet[] {
  const packets: Packet[] = []
  const reads = parser({ protocolVersion })
  reads.on('packet', (packet: Packet) => packets.push(packet))
  reads.on('error', (error: Error) => {
    throw error
  })
  expect(reads.parse(Buffer.from(bytes))).toBe(0)
  return packets
}

describe.each([
  ['3.1.1', 4],
  ['5', 5],
] as const)('MQTT %s', (protocol, version) => {
  const words = wordsOf({ ...way, protocol })

  it('says who it is, and leaves a will', () => {
    const [hello] = read(words.hello, version)
    expect(hello).toMatchObject({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: version,
      clean: true,
      keepalive: 60,
      clientId: 'lobby-1.abcd',
      will: { topic: way.topic, payload: Buffer.from(way.will), qos: 1, retain: true },
      ...(version === 5 && { properties: { maximumPacketSize: LONGEST } }),
    })
    expect(hello).not.toHaveProperty('username')
    expect(hello).not.toHaveProperty('password')
  })

  it.each([
    ['a name alone', { username: 'panel' }],
    ['a name and a password', { username: 'pañel', password: 'sécret' }],
    ['an empty password', { username: 'panel', password: '' }],
  ])('signs in with %s', (_, proof) => {
    const [hello] = read(wordsOf({ ...way, protocol, ...proof }).hello, version)
    const password = 'password' in proof ? { password: Buffer.from(proof.password) } : {}
    expect(hello).toMatchObject({ username: proof.username, ...password })
  })

  it('subscribes at QoS 1', () => {
    const [subscribe] = read(words.subscribe, version)
    expect(subscribe).toMatchObject({
      cmd: 'subscribe',
      messageId: 1,
      subscriptions: way.filters.map((topic) => ({ topic, qos: 1 })),
    })
  })

  it.each([0, 1, 200, 17_000, 150_000])('reports %i bytes, retained, at QoS 1', (length) => {
    const payload = 'x'.repeat(length)
    const [report] = read(words.report(65_535, payload), version)
    expect(report).toMatchObject({
      cmd: 'publish',
      topic: way.topic,
      messageId: 65_535,
      qos: 1,
      retain: true,
      dup: false,
    })
    expect(String((report as { payload: Buffer }).payload)).toBe(payload)
  })

  it('takes a hint, and pings', () => {
    expect(read(words.taken(513), version)).toMatchObject([{ cmd: 'puback', messageId: 513 }])
    expect(read(words.ping, version)).toMatchObject([{ cmd: 'pingreq' }])
  })
})

it('what is longer than MQTT can say is an error, not another text', () => {
  expect(() => wordsOf({ ...way, username: 'x'.repeat(65_536) })).toThrow(RangeError)
  expect(() => wordsOf({ ...way, username: 'x'.repeat(65_535) })).not.toThrow()
})
