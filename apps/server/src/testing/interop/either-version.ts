import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { connectPacket } from '../raw-mqtt.ts'
import type { Laboratory } from './laboratory.ts'

const VERSIONS = [
  ['3.1.1', 4],
  ['5', 5],
] as const

/** What 3.1.1 and 5 have in common. */
export function eitherVersion(name: string, lab: Laboratory): void {
  const { raw, join, joined, aTopic, anId, subscribe, publish, texts, nothingMoreFor, isKnown } = lab
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
}
