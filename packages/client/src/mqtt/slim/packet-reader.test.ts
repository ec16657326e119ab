import { generate, type Packet } from 'mqtt-packet'
import { describe, expect, it } from 'vitest'
import type { Heard } from './heard.ts'
import { packetReader } from './packet-reader.ts'
import { LONGEST } from './words.ts'

const NONSENSE: Heard[] = [{ is: 'nonsense' }]
const bytes = (...values: number[]) => Uint8Array.from(values)
/** As a broker writes it: by the library that the embedded one writes with. */
const written = (packet: Packet, protocolVersion: 4 | 5) => new Uint8Array(generate(packet, { protocolVersion }))
const publish = { cmd: 'publish', topic: 'a/b', payload: '', qos: 0, retain: false, dup: false } as const

/** What a broker may say, and what is heard. */
const SAID: [what: string, Packet, 4 | 5, Heard][] = [
  ['CONNACK', { cmd: 'connack', returnCode: 0, sessionPresent: false }, 4, { is: 'connack', code: 0 }],
  ['a refusal', { cmd: 'connack', returnCode: 5, sessionPresent: false }, 4, { is: 'connack', code: 5 }],
  [
    'CONNACK with wishes',
    {
      cmd: 'connack',
      reasonCode: 0,
      sessionPresent: false,
      properties: {
        sessionExpiryInterval: 7,
        receiveMaximum: 20,
        retainAvailable: true,
        maximumPacketSize: 70_000,
        assignedClientIdentifier: 'ñandú',
        topicAliasMaximum: 10,
        reasonString: 'well',
        userProperties: { colour: ['red', 'blue'], size: 'L' },
        wildcardSubscriptionAvailable: true,
        subscriptionIdentifiersAvailable: true,
        sharedSubscriptionAvailable: false,
        serverKeepAlive: 300,
        responseInformation: 'r',
        serverReference: 's',
        authenticationMethod: 'm',
        authenticationData: Buffer.from([1, 2]),
      },
    },
    5,
    { is: 'connack', code: 0, keepAlive: 300, longest: 70_000 },
  ],
  ['CONNACK 135', { cmd: 'connack', reasonCode: 135, sessionPresent: false }, 5, { is: 'connack', code: 135 }],
  ['PUBLISH at QoS 0', { ...publish, payload: 'hällo' }, 4, { is: 'publish', text: 'hällo' }],
  [
    'PUBLISH at QoS 1, retained, again',
    { ...publish, payload: '{}', qos: 1, messageId: 65_535, retain: true, dup: true },
    4,
    { is: 'publish', text: '{}', id: 65_535 },
  ],
  ['PUBLISH of nothing', publish, 4, { is: 'publish', text: '' }],
  ['a long PUBLISH', { ...publish, payload: 'x'.repeat(20_000) }, 4, { is: 'publish', text: 'x'.repeat(20_000) }],
  [
    'PUBLISH with properties',
    {
      ...publish,
      payload: 'x',
      qos: 1,
      messageId: 300,
      properties: {
        payloadFormatIndicator: true,
        messageExpiryInterval: 100,
        contentType: 'text',
        responseTopic: 'r',
        correlationData: Buffer.from('c'),
        subscriptionIdentifier: 200_000,
        userProperties: { a: 'b' },
      },
    },
    5,
    { is: 'publish', text: 'x', id: 300 },
  ],
  ['PUBACK', { cmd: 'puback', messageId: 9 }, 4, { is: 'answer', id: 9 }],
  [
    'PUBACK that nobody listens',
    { cmd: 'puback', messageId: 9, reasonCode: 16, properties: { reasonString: 'nobody' } },
    5,
    { is: 'answer', id: 9 },
  ],
  ['SUBACK', { cmd: 'suback', messageId: 1, granted: [1, 128] }, 4, { is: 'answer', id: 1 }],
  ['SUBACK', { cmd: 'suback', messageId: 1, granted: [1, 135], properties: {} }, 5, { is: 'answer', id: 1 }],
  ['PINGRESP', { cmd: 'pingresp' }, 4, { is: 'answer', id: 0 }],
  ['PINGRESP', { cmd: 'pingresp' }, 5, { is: 'answer', id: 0 }],
  ['DISCONNECT', { cmd: 'disconnect', reasonCode: 0x98 }, 5, { is: 'nonsense' }],
  ['DISCONNECT', { cmd: 'disconnect' }, 4, { is: 'nonsense' }],
  ['PUBLISH at QoS 2', { ...publish, qos: 2, messageId: 7 }, 4, { is: 'nonsense' }],
  ['what only this end says', { cmd: 'pingreq' }, 4, { is: 'nonsense' }],
]
const protocolOf = (version: 4 | 5) => (version === 5 ? '5' : '3.1.1')

describe('what a broker says', () => {
  it.each(SAID)('%s is understood', (_, packet, version, heard) => {
    expect(packetReader(protocolOf(version))(written(packet, version))).toEqual([heard])
  })

  it.each([4, 5] as const)('is understood wherever WebSocket messages end, MQTT %s', (version) => {
    const good = SAID.filter(([, , of, { is }]) => of === version && is !== 'nonsense')
    const all = Buffer.concat(good.map(([, packet]) => written(packet, version)))
    const heard = good.map(([, , , one]) => one)
    for (let at = 0; at <= Math.min(all.length, 400); at++) {
      const read = packetReader(protocolOf(version))
      expect([...read(all.subarray(0, at)), ...read(all.subarray(at))]).toEqual(heard)
    }
    for (const size of [1, 2, 3, 7, 127, 128, 4_096]) {
      const read = packetReader(protocolOf(version))
      const got: Heard[] = []
      for (let at = 0; at < all.length; at += size) got.push(...read(all.subarray(at, at + size)))
      expect(got).toEqual(heard)
    }
  })
})

describe('no MQTT', () => {
  it.each([
    ['a type that is none', [0x00, 0]],
    ['CONNACK with flags', [0x21, 2, 0, 0]],
    ['CONNACK that is too short', [0x20, 1, 0]],
    ['CONNACK that is too long', [0x20, 3, 0, 0, 0]],
    ['CONNACK of a session that cannot be', [0x20, 2, 1, 0]],
    ['PUBLISH at QoS 3', [0x36, 5, 0, 1, 97, 0, 1]],
    ['PUBLISH without its id', [0x32, 3, 0, 1, 97]],
    ['PUBLISH with id 0', [0x32, 5, 0, 1, 97, 0, 0]],
    ['PUBLISH without a topic', [0x30, 2, 0, 0]],
    ['PUBLISH with a topic beyond its end', [0x30, 4, 0xff, 0xff, 97, 98]],
    ['PUBACK with id 0', [0x40, 2, 0, 0]],
    ['PUBACK that is too long', [0x40, 3, 0, 1, 0]],
    ['PUBACK that is too short', [0x40, 1, 0]],
    ['PINGRESP with something', [0xd0, 1, 0]],
    ['a length of five bytes', [0x30, 0x80, 0x80, 0x80, 0x80, 0x01]],
    ['more than this end takes', [0x30, 0x81, 0x80, 0x10]],
  ])('is %s', (_, packet) => {
    const read = packetReader('3.1.1')
    expect(read(bytes(...packet))).toEqual(NONSENSE)
    expect(read(written({ cmd: 'pingresp' }, 4))).toEqual([])
  })

  it.each([
    ['a property that is none', [0x20, 5, 0, 0, 2, 0x7e, 0]],
    ['a property beyond the end of all', [0x20, 5, 0, 0, 2, 0x21, 0]],
    ['properties beyond the end', [0x20, 4, 0, 0, 9, 0]],
    ['a length of properties without end', [0x20, 7, 0, 0, 0x80, 0x80, 0x80, 0x80, 1]],
    ['something behind the properties', [0x20, 4, 0, 0, 0, 0]],
    ['a topic by number', [0x30, 6, 0, 0, 3, 0x23, 0, 1]],
  ])('is %s, MQTT 5', (_, packet) => {
    expect(packetReader('5')(bytes(...packet))).toEqual(NONSENSE)
  })

  it('is understood up to where it begins', () => {
    const good = written({ ...publish, payload: 'x' }, 4)
    expect(packetReader('3.1.1')(Buffer.concat([good, bytes(0, 0), good]))).toEqual([
      { is: 'publish', text: 'x' },
      { is: 'nonsense' },
    ])
  })

  it('that is as long as can be is read, and one byte more is not', () => {
    const [short, long] = [LONGEST, LONGEST + 1].map((length) => {
      const head = [0x30, (length & 127) | 128, ((length >> 7) & 127) | 128, length >> 14]
      return Uint8Array.from([...head, 0, 1, 97, ...new Uint8Array(length - 3)])
    })
    expect(packetReader('3.1.1')(short as Uint8Array)[0]?.is).toBe('publish')
    expect(packetReader('3.1.1')(long as Uint8Array)).toEqual(NONSENSE)
  })
})

describe('whatever comes', () => {
  const next = dice(7)

  it.each(['3.1.1', '5'] as const)('is read to its end without a throw, MQTT %s', (protocol) => {
    const seeds = SAID.map(([, packet, version]) => written(packet, version)).filter(({ length }) => length < 400)
    for (let run = 0; run < 20_000; run++) {
      const read = packetReader(protocol)
      const packet = Uint8Array.from(seeds[next(seeds.length)] ?? [])
      for (let change = next(4); change >= 0; change--) packet[next(packet.length)] = next(256)
      const noise = Uint8Array.from({ length: next(20) }, () => next(256))
      const heard = [...read(packet), ...read(noise)]
      const at = heard.findIndex(({ is }) => is === 'nonsense')
      expect(at === -1 || at === heard.length - 1).toBe(true)
    }
  })
})

/** The same numbers in each run: xorshift. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}
