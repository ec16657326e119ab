import { randomUUID } from 'node:crypto'
import type { IConnectPacket, IPublishPacket, ISubscription } from 'mqtt-packet'
import { afterEach, describe, expect, test } from 'vitest'
import { connectPacket, type RawMqtt, rawMqtt } from '../testing/raw-mqtt.ts'

/** A broker to hold to the specifications. Anonymous clients may do everything, but not subscribe to `refused`. */
export interface BrokerUnderTest {
  /** Of plain TCP on loopback. */
  port: number
  /** A filter it refuses a subscription to; absent where there is none. */
  refused?: string
  /** Where it is known to differ, each for a reason that docs/mqtt.md names. */
  differs?: readonly Difference[]
}

/** The differences that Relevo can live with. */
export type Difference =
  /** Who is thrown out by another with its id is not told why. */
  | 'silent-take-over'
  /** Of overlapping subscriptions, another than the one with the highest QoS may decide. */
  | 'overlapping-qos'

type Version = 4 | 5
type Message = Partial<IPublishPacket> & Pick<IPublishPacket, 'topic'>

const VERSIONS = [
  ['3.1.1', 4],
  ['5', 5],
] as const

/**
 * What MQTT 3.1.1 and MQTT 5 promise to clients, as far as a fleet of tablets, its kiosk apps and a smart home rely on it.
 * Section numbers are those of the OASIS standards. Every broker that Relevo can run on passes it.
 */
export function interopContract(name: string, broker: () => BrokerUnderTest): void {
  let open: RawMqtt[] = []
  afterEach(() => {
    for (const client of open) client.cut()
    open = []
  })

  const isKnown = (difference: Difference) => broker().differs?.includes(difference) ?? false
  const raw = (version: 3 | Version) => {
    const client = rawMqtt(broker().port, version)
    open.push(client)
    return client
  }
  async function join(version: Version, more: Partial<IConnectPacket> = {}) {
    const client = raw(version)
    client.send(connectPacket(more.clientId ?? anId(), version, more))
    return { client, connack: await client.next('connack') }
  }
  const joined = async (version: Version, more: Partial<IConnectPacket> = {}) => (await join(version, more)).client

  /** The retained messages of earlier tests are nobody's concern: topics are used once. */
  const aTopic = () => `t/${randomUUID()}`
  const anId = () => `c${randomUUID().slice(0, 18)}`

  async function subscribe(client: RawMqtt, ...subscriptions: (string | ISubscription)[]) {
    const asked = subscriptions.map((one) => (typeof one === 'string' ? { topic: one, qos: 0 as const } : one))
    client.send({ cmd: 'subscribe', messageId: 77, subscriptions: asked })
    return (await client.next('suback')).granted
  }
  async function publish(client: RawMqtt, { payload = 'x', qos = 0, ...message }: Message) {
    const packet = { cmd: 'publish', dup: false, retain: false, ...message, payload, qos } as const
    client.send({ ...packet, ...(qos > 0 && { messageId: message.messageId ?? 7 }) })
    if (qos === 1) return client.next('puback')
    if (qos === 0) return client.settled()
    const received = await client.next('pubrec')
    client.send({ cmd: 'pubrel', messageId: message.messageId ?? 7 })
    await client.next('pubcomp')
    return received
  }
  const texts = (client: RawMqtt) =>
    client.inbox.flatMap((packet) => (packet.cmd === 'publish' ? [packet.payload.toString()] : []))
  /** The broker has delivered what came before: a message that was sent after it is here. */
  async function nothingMoreFor(client: RawMqtt, version: Version) {
    const [topic, last] = [aTopic(), randomUUID()]
    await subscribe(client, topic)
    await publish(await joined(version), { topic, payload: last })
    await expect.poll(() => texts(client)).toContain(last)
    return texts(client).filter((text) => text !== last)
  }

  describe.each(VERSIONS)(`${name}: MQTT %s`, (_, version) => {
    test('CONNECT is answered, and a first packet that is none ends the connection (3.1)', async () => {
      expect((await join(version)).connack).toMatchObject({ sessionPresent: false })
      const rude = raw(version)
      rude.send({ cmd: 'pingreq' })
      await rude.closed
    })

    test('a second CONNECT ends the connection (3.1)', async () => {
      const client = await joined(version)
      client.send(connectPacket(anId(), version))
      await client.closed
    })

    test.each([
      [0, 0, 0],
      [0, 2, 0],
      [1, 0, 0],
      [1, 1, 1],
      [1, 2, 1],
      [2, 0, 0],
      [2, 1, 1],
      [2, 2, 2],
    ] as const)('a message of QoS %d to a subscription of QoS %d has QoS %d (3.8.4)', async (sent, granted, got) => {
      const topic = aTopic()
      for (const filter of [topic, `${topic}/#`, `${topic.replace('t/', '+/')}`]) {
        const reader = await joined(version)
        expect(await subscribe(reader, { topic: filter, qos: granted })).toEqual([granted])
        await publish(await joined(version), { topic, qos: sent, payload: filter })
        const message = await reader.next('publish')
        expect(message).toMatchObject({ topic, qos: got, retain: false, dup: false })
        expect(message.payload.toString()).toBe(filter)
        if (got > 0) reader.send({ cmd: got === 1 ? 'puback' : 'pubrec', messageId: message.messageId ?? 0 })
        if (got === 2) {
          expect(await reader.next('pubrel')).toMatchObject({ messageId: message.messageId })
          reader.send({ cmd: 'pubcomp', messageId: message.messageId ?? 0 })
        }
        reader.cut()
      }
    })

    test('a QoS 2 message that is sent again before its release is delivered once (4.3.3)', async () => {
      const topic = aTopic()
      const reader = await joined(version)
      await subscribe(reader, { topic, qos: 0 })
      const writer = await joined(version)
      const packet = { cmd: 'publish', topic, payload: 'once', qos: 2, messageId: 9, retain: false } as const
      writer.send({ ...packet, dup: false })
      await writer.next('pubrec')
      writer.send({ ...packet, dup: true })
      await writer.next('pubrec')
      writer.send({ cmd: 'pubrel', messageId: 9 })
      await writer.next('pubcomp')
      expect(await nothingMoreFor(reader, version)).toEqual(['once'])
      // Its identifier is free again.
      await publish(writer, { topic, payload: 'twice', qos: 2, messageId: 9 })
      await expect.poll(() => texts(reader)).toContain('twice')
    })

    test('an identifier that an earlier session left unreleased means nothing in a new one (3.1.2.4)', async () => {
      const [topic, clientId] = [aTopic(), anId()]
      const reader = await joined(version)
      await subscribe(reader, topic)
      const dying = await joined(version, { clientId })
      dying.send({ cmd: 'publish', topic, payload: 'first', qos: 2, messageId: 3, retain: false, dup: false })
      await dying.next('pubrec')
      dying.cut()
      const writer = await joined(version, { clientId })
      await publish(writer, { topic, payload: 'second', qos: 2, messageId: 3 })
      // A broker may pass a message on when it comes, or when it is released (4.3.3).
      await expect.poll(() => texts(reader).at(-1)).toBe('second')
    })

    test('what is retained comes to who subscribes later, marked so, until an empty message clears it (3.3.1.3)', async () => {
      const topic = aTopic()
      const writer = await joined(version)
      for (const payload of ['old', 'kept']) await publish(writer, { topic, payload, qos: 1, retain: true })
      for (const filter of [topic, `${topic}/#`]) {
        const reader = await joined(version)
        await subscribe(reader, { topic: filter, qos: 1 })
        expect(await reader.next('publish')).toMatchObject({ topic, qos: 1, retain: true })
        expect(texts(reader)).toEqual([])
      }
      const here = await joined(version)
      await subscribe(here, topic)
      await here.next('publish')
      await publish(writer, { topic, payload: '', retain: true })
      expect(await here.next('publish')).toMatchObject({ retain: false, payload: Buffer.alloc(0) })
      const late = await joined(version)
      await subscribe(late, topic)
      expect(await nothingMoreFor(late, version)).toEqual([])
    })

    test('the last will is said once when the line breaks, and not after a goodbye (3.1.2.5)', async () => {
      const topic = aTopic()
      const reader = await joined(version)
      await subscribe(reader, { topic, qos: 1 })
      const will = (payload: string) => ({ topic, payload: Buffer.from(payload), qos: 1 as const, retain: false })
      const polite = await joined(version, { will: will('polite') })
      polite.send({ cmd: 'disconnect' })
      await polite.closed
      ;(await joined(version, { will: will('broken') })).cut()
      await expect.poll(() => texts(reader)).toContain('broken')
      expect(await nothingMoreFor(reader, version)).toEqual(['broken'])
    })

    test('a retained will is kept (3.1.2.7)', async () => {
      const topic = aTopic()
      const watching = await joined(version)
      await subscribe(watching, topic)
      ;(await joined(version, { will: { topic, payload: Buffer.from('gone'), qos: 2, retain: true } })).cut()
      await watching.next('publish')
      const late = await joined(version)
      await subscribe(late, topic)
      expect(await late.next('publish')).toMatchObject({ topic, retain: true, payload: Buffer.from('gone') })
    })

    test('who is silent for one and a half keepalives is cut, and its will is said (3.1.2.10)', async () => {
      const topic = aTopic()
      const reader = await joined(version)
      await subscribe(reader, topic)
      const silent = await joined(version, {
        keepalive: 1,
        will: { topic, payload: Buffer.from('silent'), qos: 0, retain: false },
      })
      await silent.closed
      expect((await reader.next('publish')).payload.toString()).toBe('silent')
    }, 15_000)

    test('a session that is kept gets what it missed, at least once each and in order (4.4, 4.6)', async () => {
      const [topic, clientId] = [aTopic(), anId()]
      const kept = { clientId, clean: false, ...(version === 5 && { properties: { sessionExpiryInterval: 60 } }) }
      const first = await joined(version, kept)
      await subscribe(first, { topic, qos: 2 })
      first.send({ cmd: 'disconnect' })
      await first.closed
      const writer = await joined(version)
      for (const [i, qos] of ([1, 2, 1] as const).entries()) await publish(writer, { topic, qos, payload: `${i}` })
      const { client, connack } = await join(version, kept)
      expect(connack).toMatchObject({ sessionPresent: true })
      for (const [i, qos] of [1, 2, 1].entries()) {
        const message = await client.next('publish')
        expect([message.payload.toString(), message.qos, message.dup, message.retain]).toEqual([
          `${i}`,
          qos,
          false,
          false,
        ])
        client.send({ cmd: qos === 1 ? 'puback' : 'pubrec', messageId: message.messageId ?? 0 })
        if (qos === 1) continue
        await client.next('pubrel')
        client.send({ cmd: 'pubcomp', messageId: message.messageId ?? 0 })
      }
      client.send({ cmd: 'disconnect' })
      await client.closed
      const again = await joined(version, kept)
      expect(await nothingMoreFor(again, version)).toEqual([])
    })

    test('what was not acknowledged is sent again with the same identifier, and says so (3.3.1.1, 4.4)', async () => {
      const [topic, clientId] = [aTopic(), anId()]
      const kept = { clientId, clean: false, ...(version === 5 && { properties: { sessionExpiryInterval: 60 } }) }
      const first = await joined(version, kept)
      await subscribe(first, { topic, qos: 1 })
      await publish(await joined(version), { topic, qos: 1, payload: 'twice' })
      const { messageId } = await first.next('publish')
      first.cut()
      const second = await joined(version, kept)
      expect(await second.next('publish')).toMatchObject({ messageId, dup: true, payload: Buffer.from('twice') })
      second.send({ cmd: 'puback', messageId: messageId ?? 0 })
      await second.settled()
      second.cut()
      expect(await nothingMoreFor(await joined(version, kept), version)).toEqual([])
    })

    test('a clean start throws away what was kept (3.1.2.4)', async () => {
      const [topic, clientId] = [aTopic(), anId()]
      const properties = version === 5 ? { properties: { sessionExpiryInterval: 60 } } : {}
      const first = await joined(version, { clientId, clean: false, ...properties })
      await subscribe(first, { topic, qos: 1 })
      first.send({ cmd: 'disconnect' })
      await first.closed
      await publish(await joined(version), { topic, qos: 1 })
      const { client, connack } = await join(version, { clientId, clean: true, ...properties })
      expect(connack).toMatchObject({ sessionPresent: false })
      await publish(await joined(version), { topic, qos: 1 })
      expect(await nothingMoreFor(client, version)).toEqual([])
    })

    test('overlapping subscriptions get a message once or once each, with the highest QoS (3.3.5)', async () => {
      const topic = aTopic()
      const reader = await joined(version)
      await subscribe(reader, { topic: `${topic}/#`, qos: 2 }, { topic: `${topic}/+`, qos: 1 })
      await publish(await joined(version), { topic: `${topic}/a`, qos: 2, payload: 'over' })
      const copies: number[] = []
      const enough = isKnown('overlapping-qos') ? [1, 2] : [2]
      while (!copies.some((qos) => enough.includes(qos)) && copies.length < 2) {
        const { qos, messageId = 0 } = await reader.next('publish')
        copies.push(qos)
        reader.send({ cmd: qos === 1 ? 'puback' : 'pubrec', messageId })
      }
      expect(enough).toContain(copies.at(-1))
      expect((await nothingMoreFor(reader, version)).length).toBeLessThanOrEqual(2 - copies.length)
    })

    test('who unsubscribes gets nothing more, and the rest goes on (3.10)', async () => {
      const [left, stays] = [aTopic(), aTopic()]
      const reader = await joined(version)
      await subscribe(reader, left, stays)
      reader.send({ cmd: 'unsubscribe', messageId: 5, unsubscriptions: [left] })
      expect(await reader.next('unsuback')).toMatchObject({ messageId: 5 })
      const writer = await joined(version)
      await publish(writer, { topic: left, payload: 'left' })
      await publish(writer, { topic: stays, payload: 'stays' })
      await expect.poll(() => texts(reader)).toEqual(['stays'])
    })

    test('a wildcard matches no topic that begins with $ (4.7.2)', async () => {
      const [reader, writer] = [await joined(version), await joined(version)]
      const topic = `$t/${randomUUID()}`
      await subscribe(reader, '#', '+/+')
      writer.send({ cmd: 'publish', topic, payload: 'x', qos: 0, retain: false, dup: false })
      const seen = aTopic()
      await publish(await joined(version), { topic: seen, payload: 'seen' })
      await expect.poll(() => texts(reader)).toContain('seen')
      expect(reader.inbox.filter((packet) => packet.cmd === 'publish' && packet.topic.startsWith('$'))).toEqual([])
    })

    test.each(['a/#/b', 'a#', '#/a', 'a/b+', '+a/b'])(
      'the filter %s ends the connection or is refused (4.7.1)',
      async (filter) => {
        const client = await joined(version)
        const granted = await subscribe(client, filter).catch(() => 'closed')
        if (granted !== 'closed') expect(granted).toEqual([expect.toSatisfy((code: number) => code >= 0x80)])
      },
    )

    test.each(['a/+', '#'])('a message to the topic %s is not taken (3.3.2)', async (topic) => {
      const client = await joined(version)
      client.send({ cmd: 'publish', topic, payload: 'x', qos: 0, retain: false, dup: false })
      await client.closed
    })

    test('a client that comes with the id of another takes its place (3.1.4)', async () => {
      const [clientId, topic] = [anId(), aTopic()]
      const watcher = await joined(version)
      await subscribe(watcher, { topic, qos: 1 })
      const will = { topic, payload: Buffer.from('will'), qos: 1 as const, retain: false }
      const old = await joined(version, { clientId, will })
      const young = await joined(version, { clientId })
      if (version === 5 && !isKnown('silent-take-over'))
        expect(await old.next('disconnect')).toMatchObject({ reasonCode: 0x8e })
      await old.closed
      await subscribe(young, topic)
      await publish(watcher, { topic, payload: 'alive' })
      await expect.poll(() => texts(young)).toContain('alive')
      expect(await nothingMoreFor(watcher, version)).toEqual(['will', 'alive'])
    })

    test('messages of one client to one topic arrive in the order they were sent (4.6)', async () => {
      const topic = aTopic()
      const reader = await joined(version)
      await subscribe(reader, { topic, qos: 0 })
      const writer = await joined(version)
      const sent = Array.from({ length: 200 }, (_, i) => `${i}`)
      for (const payload of sent) writer.send({ cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false })
      await expect.poll(() => texts(reader)).toEqual(sent)
    })

    test('a client id with all that UTF-8 has, and a long one, are served (3.1.3.1)', async () => {
      for (const clientId of [`Küche 厨房 ${randomUUID()}`, `${anId()}${'x'.repeat(200)}`]) {
        const { connack } = await join(version, { clientId })
        expect(version === 5 ? connack.reasonCode : connack.returnCode).toBe(0)
      }
    })
  })

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
      if (refused === undefined) return
      const client = await joined(4)
      expect(await subscribe(client, refused, aTopic())).toEqual([0x80, 0])
    })
  })

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
            await new Promise((resolve) => setTimeout(resolve, 1_500)) // the broker's clock is not ours to push
            const { client: late, connack: answer } = await kept(clientId, 1)
            late.cut()
            return answer.sessionPresent
          },
          { timeout: 10_000 },
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
      const [clientId, topic] = [anId(), aTopic()]
      const { client } = await kept(clientId, 60)
      await subscribe(client, { topic, qos: 1 })
      client.send({ cmd: 'disconnect' })
      await client.closed
      const writer = await joined(5)
      await publish(writer, { topic, qos: 1, payload: 'short', properties: { messageExpiryInterval: 1 } })
      await publish(writer, { topic, qos: 1, payload: 'long', properties: { messageExpiryInterval: 100 } })
      await new Promise((resolve) => setTimeout(resolve, 2_100)) // the broker's clock is not ours to push
      const { client: back } = await kept(clientId, 60)
      const message = await back.next('publish')
      expect(message.payload.toString()).toBe('long')
      expect(message.properties?.messageExpiryInterval).toBeLessThan(100)
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
      if (refused === undefined) return
      expect(await subscribe(await joined(5), refused, aTopic())).toEqual([0x87, 0])
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
