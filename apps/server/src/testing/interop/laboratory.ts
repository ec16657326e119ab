import { randomUUID } from 'node:crypto'
import type { IConnectPacket, IPublishPacket, ISubscription } from 'mqtt-packet'
import { afterEach, expect } from 'vitest'
import { connectPacket, type RawMqtt, rawMqtt } from '../raw-mqtt.ts'

/** A broker to hold to the specifications. Anonymous clients may do everything, but not subscribe to `refused`. */
export interface BrokerUnderTest {
  /** Of plain TCP on loopback. */
  port: number
  /** A filter that nobody may subscribe to. */
  refused: string
  /** Where it is known to differ, each for a reason that docs/mqtt.md names. */
  differs?: readonly Difference[]
}

/** The differences that Relevo can live with. */
export type Difference =
  /** Whatever may be read, every subscription is granted. */
  | 'grants-everything'
  /** Who is thrown out by another with its id is not told why. */
  | 'silent-take-over'
  /** Of overlapping subscriptions, another than the one with the highest QoS may decide. */
  | 'overlapping-qos'

/** A protocol level. */
export type Version = 4 | 5
type Message = Partial<IPublishPacket> & Pick<IPublishPacket, 'topic'>

/** What every test does with a broker; clients are cut after each. */
export type Laboratory = ReturnType<typeof laboratory>

/** Clients, topics that nobody used before, and the few things that tests do with them. */
export function laboratory(broker: () => BrokerUnderTest) {
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

  return { raw, join, joined, aTopic, anId, subscribe, publish, texts, nothingMoreFor, isKnown, broker }
}
