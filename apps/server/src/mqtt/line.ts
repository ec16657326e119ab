import type { AedesOptions, AedesPublishPacket, Client } from 'aedes'
import { generate } from 'mqtt-packet'
import { encoded } from './encoded.ts'
import { covers } from './topic-filter.ts'
import { UNSENT_LIMIT, whenRead } from './unsent-limit.ts'

/** Messages that may wait for a client’s acknowledgements. */
const MOST_WAITING = 1_000

type Deliver = (packet: AedesPublishPacket, done: () => void) => void

/** What the library has on a client, and does not tell: how it delivers, and what it delivered last. */
type Inside = Client & {
  deliver0: Deliver
  deliverQoS: Deliver
  duplicates: Record<string, number>
  /** The protocol level that goes on the wire. */
  _wireVersion: number | null
  _nextId: number
  broker: Pick<Required<AedesOptions>, 'authorizeForward'>
  subscriptions: Record<string, { qos: number; si?: number }>
}

/** What goes out to one client. */
export interface Line {
  /** A message is about to go out: as it should, or null when it must not. */
  forward(packet: AedesPublishPacket): AedesPublishPacket | null
  /** The client has acknowledged a message. */
  acknowledged(): void
}

/**
 * Bounds what goes out to a client by what it said it can take (MQTT 5, sections 3.1.2.11.3 and 3.1.2.11.4): no more messages
 * without an acknowledgement than its receive maximum, none larger than its maximum packet size. And a message that
 * matches several of its subscriptions goes out once, with the highest of their QoS and all their identifiers (3.3.4). The
 * library keeps the figures, and does nothing.
 *
 * @param tooMany told when the client acknowledges nothing for so long that too much waits for it
 */
export function lineTo(client: Client, tooMany: () => void): Line {
  const inside = client as Inside
  const { deliver0, deliverQoS } = inside
  const waiting: { packet: AedesPublishPacket; done?: () => void }[] = []
  let bytes = 0
  let unacknowledged = 0
  let isQoS0 = false

  inside.deliver0 = (packet, done) => {
    // Another subscription of the client has a higher QoS, and delivers it.
    if (packet.qos > 0 && qosOf(packet, inside) > 0) return void setImmediate(done)
    isQoS0 = true
    deliver0(packet, done)
    isQoS0 = false
  }
  inside.deliverQoS = (packet, done) => {
    // What is retained comes because the client asked for it, and no faster than it reads; what is new waits for nobody.
    const isAsked = !packet.brokerId
    const taken = isAsked ? () => whenRead(client.conn, done) : done
    if (packet.qos === 0 || unacknowledged < client.receiveMaximum) {
      return isForAll(packet, inside) ? deliverEncoded(packet, done) : deliverQoS(packet, taken)
    }
    if (isAsked) return void waiting.push({ packet, done: taken })
    setImmediate(done)
    const { brokerId, brokerCounter } = packet
    if ((inside.duplicates[brokerId] ?? 0) >= brokerCounter) return
    inside.duplicates[brokerId] = brokerCounter
    waiting.push({ packet })
    bytes += packet.payload.length
    if (waiting.length > MOST_WAITING || bytes > UNSENT_LIMIT) tooMany()
  }

  /** What the library does with a message that goes to many, but for making its bytes anew for each. */
  function deliverEncoded(packet: AedesPublishPacket, done: () => void): void {
    setImmediate(done)
    const { brokerId, brokerCounter } = packet
    if ((inside.duplicates[brokerId] ?? 0) >= brokerCounter) return
    inside.duplicates[brokerId] = brokerCounter
    const allowed = inside.broker.authorizeForward(inside, packet)
    if (!allowed || inside.closed) return
    const messageId = inside._nextId
    inside._nextId = messageId >= 65_535 ? 1 : messageId + 1
    inside.conn.write(encoded(allowed, inside._wireVersion ?? 4, messageId))
  }

  function deliverWaiting(): void {
    const [next] = waiting.splice(0, 1)
    if (next === undefined) return
    const { packet, done = () => undefined } = next
    const { brokerId, brokerCounter } = packet
    if (!brokerId) {
      deliverQoS(packet, done)
      return
    }
    bytes -= packet.payload.length
    // It was marked as delivered when it came; for this once it was not.
    const last = inside.duplicates[brokerId] ?? 0
    inside.duplicates[brokerId] = brokerCounter - 1
    deliverQoS(packet, done)
    inside.duplicates[brokerId] = last
  }

  return {
    forward(asked) {
      const packet = withIdentifiers(asked, inside)
      if (client.maximumPacketSize !== undefined && sizeOf(packet) > client.maximumPacketSize) return null
      if (isQoS0 || packet.qos === 0) return packet
      unacknowledged++
      const qos = qosOf(packet, inside)
      return qos === 0 || qos >= packet.qos ? packet : { ...packet, qos: qos as 1 }
    },
    acknowledged() {
      unacknowledged = Math.max(0, unacknowledged - 1)
      if (unacknowledged < client.receiveMaximum) deliverWaiting()
    },
  }
}

/** Is it one of those that are the same for everybody, and that nobody has to remember for this client? */
function isForAll(packet: AedesPublishPacket, inside: Inside): boolean {
  const { nl } = packet as AedesPublishPacket & { nl?: boolean }
  return Boolean(packet.brokerId) && packet.qos === 1 && inside.clean && !nl && qosOf(packet, inside) > 0
}

/** The highest QoS that the client’s subscriptions allow for a message. */
function qosOf({ topic }: AedesPublishPacket, { subscriptions }: Inside): number {
  let highest = 0
  for (const filter in subscriptions) {
    const qos = subscriptions[filter]?.qos ?? 0
    if (qos > highest && covers(filter, topic)) highest = qos
  }
  return highest
}

/** With the identifiers of all subscriptions that it matches; the library gives that of one. */
function withIdentifiers(packet: AedesPublishPacket, { subscriptions }: Inside): AedesPublishPacket {
  if (packet.properties?.subscriptionIdentifier === undefined) return packet
  const identifiers = Object.entries(subscriptions).flatMap(([filter, { si }]) =>
    si !== undefined && covers(filter, packet.topic) ? [si] : [],
  )
  return identifiers.length < 2
    ? packet
    : { ...packet, properties: { ...packet.properties, subscriptionIdentifier: identifiers } }
}

function sizeOf({ topic, payload, qos, properties }: AedesPublishPacket): number {
  const packet = { cmd: 'publish', topic, payload, qos, messageId: 1, retain: false, dup: false } as const
  return generate({ ...packet, ...(properties && { properties }) }, { protocolVersion: 5 }).length
}
