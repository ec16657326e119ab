import type { IConnectPacket, ISubscription } from 'mqtt-packet'
import { describe, expect, test } from 'vitest'
import { connectPacket } from '../raw-mqtt.ts'
import type { Laboratory } from './laboratory.ts'

/** What came with MQTT 5. */
export function version5(name: string, lab: Laboratory): void {
  const { raw, join, joined, aTopic, anId, subscribe, publish, texts, nothingMoreFor, broker, isKnown } = lab
  describe(`${name}: MQTT 5 alone`, () => {
    const kept = (clientId: string, sessionExpiryInterval: number, more: Partial<IConnectPacket> = {}) =>
      join(5, { clientId, clean: false, ...more, properties: { sessionExpiryInterval, ...more.properties } })

    test('a client without an id is given one (3.2.2.3.7)', async () => {
      const { connack } = await join(5, { clientId: '' })
      expect(connack.properties?.assignedClientIdentifier).toMatch(/./)
    })

    test('a session without expiry ends with its connection: what WallPanel asks for (3.1.2.11.2)', async () => {
      const [clientId, topic] = [anId(), aTopic()]
      const first = await joined(5, { clientId, clean: false })
      await subscribe(first, { topic, qos: 2 })
      first.cut()
      await publish(await joined(5), { topic, qos: 1, payload: 'missed' })
      const { client, connack } = await join(5, { clientId, clean: false })
      expect(connack).toMatchObject({ sessionPresent: false })
      expect(await nothingMoreFor(client, 5)).toEqual([])
    })

    test('what waited is delivered also to a client that lets its session end now (3.1.2.11.2)', async () => {
      const [clientId, topic] = [anId(), aTopic()]
      const { client } = await kept(clientId, 60)
      await subscribe(client, { topic, qos: 1 })
      client.send({ cmd: 'disconnect' })
      await client.closed
      await publish(await joined(5), { topic, qos: 1, payload: 'waited' })
      const last = await joined(5, { clientId, clean: false })
      expect(await last.next('publish')).toMatchObject({ payload: Buffer.from('waited'), qos: 1 })
      last.cut()
      await expect.poll(async () => (await join(5, { clientId, clean: false })).connack.sessionPresent).toBe(false)
    })

    test('a session expires after its interval, and not before (3.1.2.11.2)', async () => {
      const [clientId, topic] = [anId(), aTopic()]
      const { client } = await kept(clientId, 1)
      await subscribe(client, { topic, qos: 1 })
      client.cut()
      const { client: again, connack } = await kept(clientId, 1)
      expect(connack).toMatchObject({ sessionPresent: true })
      again.cut()
      await expect
        .poll(
          async () => {
            const { client: late, connack: answer } = await kept(clientId, 1)
            late.cut()
            return answer.sessionPresent
          },
          // The broker's clock is not ours to push. Who asks begins the session anew: it is asked more rarely than it lasts.
          { interval: 1_500, timeout: 10_000 },
        )
        .toBe(false)
    }, 15_000)

    test('DISCONNECT can end a session that would be kept (3.14.2.2.2)', async () => {
      const [clientId, topic] = [anId(), aTopic()]
      const { client } = await kept(clientId, 60)
      await subscribe(client, { topic, qos: 1 })
      client.send({ cmd: 'disconnect', reasonCode: 0, properties: { sessionExpiryInterval: 0 } })
      await client.closed
      expect((await kept(clientId, 60)).connack).toMatchObject({ sessionPresent: false })
    })

    test('a delayed will is not said when the client is back in time, and said when it is not (3.1.3.2.2)', async () => {
      const [clientId, topic] = [anId(), aTopic()]
      const watcher = await joined(5)
      await subscribe(watcher, topic)
      const will = (payload: string, willDelayInterval: number) => ({
        will: {
          topic,
          payload: Buffer.from(payload),
          qos: 0 as const,
          retain: false,
          properties: { willDelayInterval },
        },
      })
      const { client } = await kept(clientId, 60, will('early', 30))
      client.cut()
      const { client: back } = await kept(clientId, 60, will('late', 1))
      expect(await nothingMoreFor(watcher, 5)).toEqual([])
      const left = performance.now()
      back.cut()
      await expect.poll(() => texts(watcher), { timeout: 10_000 }).toContain('late')
      expect(performance.now() - left).toBeGreaterThan(900)
      expect(texts(watcher)).not.toContain('early')
      const told = watcher.inbox.flatMap((packet) => (packet.cmd === 'publish' ? [packet.properties ?? {}] : []))
      expect(told.filter((properties) => 'willDelayInterval' in properties)).toEqual([])
    }, 15_000)

    test('DISCONNECT with reason 4 has the will said (3.14.2.1)', async () => {
      const topic = aTopic()
      const watcher = await joined(5)
      await subscribe(watcher, topic)
      const leaving = await joined(5, { will: { topic, payload: Buffer.from('asked'), qos: 0, retain: false } })
      leaving.send({ cmd: 'disconnect', reasonCode: 4 })
      expect((await watcher.next('publish')).payload.toString()).toBe('asked')
    })

    test('a message that waited longer than it lives is not delivered, another says what is left (3.3.2.3.3)', async () => {
      const topic = aTopic()
      // The broker's clock is not ours to push. A message is delivered once to each: for every look there is one to come back.
      const away = Array.from({ length: 20 }, anId)
      for (const clientId of away) {
        const { client } = await kept(clientId, 60)
        await subscribe(client, { topic, qos: 1 })
        client.send({ cmd: 'disconnect' })
        await client.closed
      }
      const writer = await joined(5)
      await publish(writer, { topic, qos: 1, payload: 'short', properties: { messageExpiryInterval: 1 } })
      await publish(writer, { topic, qos: 1, payload: 'long', properties: { messageExpiryInterval: 100 } })
      const firstOfNext = async () => {
        const { client: back } = await kept(away.shift() ?? anId(), 60)
        const { payload, properties } = await back.next('publish')
        return { text: payload.toString(), isShorter: (properties?.messageExpiryInterval ?? 100) < 100 }
      }
      await expect.poll(firstOfNext, { interval: 500, timeout: 9_000 }).toEqual({ text: 'long', isShorter: true })
    }, 15_000)

    test('what a message carries arrives with it (3.3.2.3)', async () => {
      const topic = aTopic()
      const reader = await joined(5)
      await subscribe(reader, { topic, qos: 1 })
      const properties = {
        payloadFormatIndicator: true,
        contentType: 'application/json',
        responseTopic: aTopic(),
        correlationData: Buffer.from('c'),
        userProperties: { one: ['a', 'b'], two: 'c' },
      }
      await publish(await joined(5), { topic, qos: 1, properties })
      const got = (await reader.next('publish')).properties
      expect({ ...got, userProperties: { ...got?.userProperties } }).toEqual(properties)
    })

    test('a request is answered on its response topic (4.10)', async () => {
      const [topic, responseTopic] = [aTopic(), aTopic()]
      const [server, asking] = [await joined(5), await joined(5)]
      await subscribe(server, topic)
      await subscribe(asking, responseTopic)
      await publish(asking, { topic, properties: { responseTopic, correlationData: Buffer.from('42') } })
      const { properties = {} } = await server.next('publish')
      await publish(server, {
        topic: properties.responseTopic ?? '',
        ...(properties.correlationData && { properties: { correlationData: properties.correlationData } }),
      })
      expect((await asking.next('publish')).properties?.correlationData).toEqual(Buffer.from('42'))
    })

    test('no-local, retain-as-published and retain handling are kept to (3.8.3.1)', async () => {
      const topic = aTopic()
      const client = await joined(5)
      await subscribe(client, { topic, qos: 0, nl: true })
      await publish(client, { topic, payload: 'mine' })
      expect(await nothingMoreFor(client, 5)).toEqual([])

      const flagged = await joined(5)
      await subscribe(flagged, { topic: `${topic}/f`, qos: 0, rap: true })
      await publish(client, { topic: `${topic}/f`, retain: true, payload: 'flag' })
      expect(await flagged.next('publish')).toMatchObject({ retain: true })

      const retained = `${topic}/r`
      await publish(client, { topic: retained, retain: true, payload: 'kept' })
      const never = await joined(5)
      await subscribe(never, { topic: retained, qos: 0, rh: 2 })
      expect(await nothingMoreFor(never, 5)).toEqual([])
      const once = await joined(5)
      await subscribe(once, { topic: retained, qos: 0, rh: 1 })
      await once.next('publish')
      await subscribe(once, { topic: retained, qos: 0, rh: 1 })
      expect(await nothingMoreFor(once, 5)).toEqual([])
    })

    test('a subscription’s identifier comes with its messages, also with what is retained (3.8.2.1.2)', async () => {
      const topic = aTopic()
      await publish(await joined(5), { topic, retain: true, payload: 'kept' })
      const client = await joined(5)
      const subscriptions: ISubscription[] = [{ topic, qos: 0 }]
      client.send({ cmd: 'subscribe', messageId: 1, subscriptions, properties: { subscriptionIdentifier: 12 } })
      await client.next('suback')
      for (const retain of [true, false]) {
        expect(
          [await client.next('publish')].map(({ properties }) => [properties?.subscriptionIdentifier].flat()),
        ).toEqual([[12]])
        if (retain) await publish(await joined(5), { topic, payload: 'new' })
      }
    })

    test('a message that matches several subscriptions comes with the identifiers of all (3.3.4)', async () => {
      const topic = aTopic()
      const client = await joined(5)
      for (const [i, filter] of [topic, `${topic}/#`].entries()) {
        const subscriptions: ISubscription[] = [{ topic: filter, qos: 1 }]
        client.send({ cmd: 'subscribe', messageId: 1, subscriptions, properties: { subscriptionIdentifier: i + 5 } })
        await client.next('suback')
      }
      await publish(await joined(5), { topic, qos: 1 })
      const identifiers: unknown[] = []
      while (identifiers.length < 2) {
        const { properties, messageId = 0 } = await client.next('publish')
        identifiers.push(...[properties?.subscriptionIdentifier].flat())
        client.send({ cmd: 'puback', messageId })
      }
      expect(identifiers.sort()).toEqual([5, 6])
    })

    test('a topic alias stands for its topic where it is allowed, and ends the connection where not (3.3.2.3.4)', async () => {
      const topic = aTopic()
      const reader = await joined(5)
      await subscribe(reader, topic)
      const { client, connack } = await join(5)
      const most = connack.properties?.topicAliasMaximum ?? 0
      const packet = { cmd: 'publish', payload: 'x', qos: 0, retain: false, dup: false } as const
      if (most > 0) {
        client.send({ ...packet, topic, properties: { topicAlias: most } })
        client.send({ ...packet, topic: '', properties: { topicAlias: most } })
        await expect.poll(() => texts(reader)).toEqual(['x', 'x'])
      }
      client.send({ ...packet, topic, properties: { topicAlias: most + 1 } })
      expect(await client.next('disconnect')).toMatchObject({ reasonCode: 0x94 })
      await client.closed
    })

    test('no more messages are in flight than the client can take (3.1.2.11.3)', async () => {
      const topic = aTopic()
      const client = await joined(5, { properties: { receiveMaximum: 2 } })
      await subscribe(client, { topic, qos: 1 })
      const writer = await joined(5)
      for (let i = 0; i < 5; i++) await publish(writer, { topic, qos: 1, payload: `${i}` })
      const [first, second] = [await client.next('publish'), await client.next('publish')]
      await client.settled()
      expect(texts(client)).toEqual([])
      const got = [first, second]
      while (got.length < 5) {
        client.send({ cmd: 'puback', messageId: got[got.length - 2]?.messageId ?? 0 })
        got.push(await client.next('publish'))
      }
      expect(got.map(({ payload }) => payload.toString())).toEqual(['0', '1', '2', '3', '4'])
    })

    test('nothing is sent that is larger than the client can take (3.1.2.11.4)', async () => {
      const topic = aTopic()
      const client = await joined(5, { properties: { maximumPacketSize: 200 } })
      await subscribe(client, { topic, qos: 1 })
      const writer = await joined(5)
      await publish(writer, { topic, qos: 1, payload: 'x'.repeat(300) })
      await publish(writer, { topic, qos: 1, payload: 'fits' })
      expect((await client.next('publish')).payload.toString()).toBe('fits')
    })

    test('who unsubscribes from what it never asked for is told so (3.11.3)', async () => {
      const topic = aTopic()
      const client = await joined(5)
      await subscribe(client, topic)
      client.send({ cmd: 'unsubscribe', messageId: 4, unsubscriptions: [topic, aTopic()] })
      expect((await client.next('unsuback')).granted).toEqual([0, 0x11])
    })

    test('a subscription that is not allowed is answered with 0x87 (3.9.3)', async () => {
      const { refused } = broker()
      const code = isKnown('grants-everything') ? 0 : 0x87
      expect(await subscribe(await joined(5), refused, aTopic())).toEqual([code, 0])
    })

    test('a receive maximum of 0 is no CONNECT (3.1.2.11.3)', async () => {
      const client = raw(5)
      client.send(connectPacket(anId(), 5, { properties: { receiveMaximum: 0 } }))
      await client.closed
    })

    test('a way to sign in that is not offered is refused with 0x8C (4.12)', async () => {
      const { client, connack } = await join(5, { properties: { authenticationMethod: 'none-such' } })
      expect(connack).toMatchObject({ reasonCode: 0x8c })
      await client.closed
    })
  })
}
