import { describe, expect, test } from 'vitest'
import { connectPacket } from '../raw-mqtt.ts'
import type { Laboratory } from './laboratory.ts'

/** What only 3.1 and 3.1.1 say. */
export function before5(name: string, lab: Laboratory): void {
  const { raw, join, joined, aTopic, anId, subscribe, broker, isKnown } = lab
  describe(`${name}: MQTT 3.1 and 3.1.1 alone`, () => {
    test('without a client id only a clean session is possible (3.1.3.1)', async () => {
      expect((await join(4, { clientId: '', clean: true })).connack).toMatchObject({ returnCode: 0 })
      const client = raw(4)
      client.socket.write(Buffer.from([0x10, 0x0c, 0, 4, 0x4d, 0x51, 0x54, 0x54, 0x04, 0, 0, 0, 0, 0]))
      expect(await client.next('connack')).toMatchObject({ returnCode: 2 })
      await client.closed
    })

    test('a level that is not spoken is answered with code 1 (3.1.2.2)', async () => {
      const client = raw(4)
      client.socket.write(Buffer.from([0x10, 0x0d, 0, 4, 0x4d, 0x51, 0x54, 0x54, 0x02, 2, 0, 0, 0, 1, 0x61]))
      expect(await client.next('connack')).toMatchObject({ returnCode: 1 })
      await client.closed
    })

    test('MQTT 3.1 is served', async () => {
      const client = raw(3)
      client.send(connectPacket(anId(), 3))
      expect(await client.next('connack')).toMatchObject({ returnCode: 0 })
    })

    test('a subscription that is not allowed is granted 0x80, and the others stand (3.9.3)', async () => {
      const { refused } = broker()
      const code = isKnown('grants-everything') ? 0 : 0x80
      const client = await joined(4)
      expect(await subscribe(client, refused, aTopic())).toEqual([code, 0])
    })
  })
}
