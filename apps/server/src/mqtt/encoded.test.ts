import type { AedesPublishPacket } from 'aedes'
import { generate } from 'mqtt-packet'
import { expect, test } from 'vitest'
import { encoded } from './encoded.ts'

const message = (more: Partial<AedesPublishPacket> = {}) =>
  ({
    cmd: 'publish',
    brokerId: 'b',
    brokerCounter: 1,
    topic: 'intercom/update/notification',
    payload: Buffer.from('{"version":"r2"}'),
    qos: 1,
    retain: false,
    dup: false,
    ...more,
  }) as AedesPublishPacket

const asTheLibrary = ({ topic, payload, retain, properties }: AedesPublishPacket, version: number, messageId: number) =>
  generate(
    { cmd: 'publish', qos: 1, dup: false, topic, payload, retain, messageId, ...(properties && { properties }) },
    { protocolVersion: version },
  )

test.each([3, 4, 5])('for MQTT level %i the bytes are those of the library, whatever was sent before', (version) => {
  const messages = [
    message(),
    message({ payload: Buffer.alloc(200, 'x') }),
    message({ payload: Buffer.alloc(20_000, 'x'), retain: true }),
    message({ topic: 'küche/ä' }),
    message({ properties: { userProperties: { a: 'b' }, messageExpiryInterval: 9 } }),
    message({ payload: Buffer.alloc(0) }),
  ]
  for (const [i, packet] of [...messages, ...messages].entries())
    for (const id of [1, 255, 65_535 - i]) {
      // The library makes a copy for each receiver.
      expect(encoded({ ...packet }, version, id)).toEqual(asTheLibrary(packet, version, id))
    }
})

test('receivers do not see each other’s identifier', () => {
  const packet = message()
  const first = encoded(packet, 4, 7)
  encoded(packet, 4, 8)
  expect(first).toEqual(asTheLibrary(packet, 4, 7))
})
