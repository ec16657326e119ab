import type { AedesPublishPacket } from 'aedes'

/** What is kept for a client: a message, or the release of a QoS 2 message. */
export type Queued = Omit<AedesPublishPacket, 'cmd' | 'messageId'> & {
  cmd: 'publish' | 'pubrel'
  messageId?: number | undefined
  clientId?: string
  /** ms since the epoch. */
  messageExpiry?: number
}

/** A subscription of a session that outlives its connection. */
export interface Subscriber {
  clientId: string
  qos?: 0 | 1 | 2
  /** It wants the retain flag as it was published. */
  rap?: boolean
  /** It does not want its own messages. */
  nl?: boolean
}

/** Messages that wait for one client at most; what comes later is lost to it. */
const MOST = 1_000
/** Their bytes. */
const MOST_BYTES = 1024 * 1024

/** The queues of all clients. */
export interface ClientQueues {
  /** Keep a message, as this subscription gets it. */
  add(subscriber: Subscriber, packet: Queued): void
  /** A message was given its identifier, or its release takes its place. */
  update(clientId: string, packet: Queued): void
  /** The client has it. */
  remove(clientId: string, packet: Queued): Queued | undefined
  /** All that waits and has not expired; what was sent before is marked so. */
  left(clientId: string): Queued[]
  delete(clientId: string): void
}

/**
 * What persistent sessions have still to be sent, in memory. A message is kept with the QoS and the retain flag that its
 * subscriber gets (MQTT 5, sections 3.8.4 and 3.3.1.3), and what is sent again says so (3.3.1.1).
 */
export function clientQueues(): ClientQueues {
  const queues = new Map<string, { packets: Queued[]; bytes: number }>()
  const isSame = (one: Queued, other: Queued) =>
    one.brokerId === other.brokerId && one.brokerCounter === other.brokerCounter
  return {
    add({ clientId, qos = HIGHEST_QOS, rap, nl }, packet) {
      if (nl && packet.clientId === clientId) return
      const queue = queues.get(clientId) ?? { packets: [], bytes: 0 }
      if (queue.packets.length >= MOST || queue.bytes + sizeOf(packet) > MOST_BYTES) return
      queues.set(clientId, queue)
      const granted = Math.min(packet.qos, qos) as 0 | 1 | 2
      queue.packets.push({ ...packet, qos: granted, retain: rap === true && packet.retain })
      queue.bytes += sizeOf(packet)
    },
    update(clientId, packet) {
      const packets = queues.get(clientId)?.packets ?? []
      const at = packets.findIndex((one) =>
        packet.cmd === 'pubrel' ? one.messageId === packet.messageId : isSame(one, packet),
      )
      const found = packets[at]
      if (found === undefined) return
      if (packet.cmd === 'pubrel') packets[at] = { ...found, cmd: 'pubrel' }
      else packets[at] = { ...found, messageId: packet.messageId }
    },
    remove(clientId, packet) {
      const queue = queues.get(clientId)
      const at = queue?.packets.findIndex((one) =>
        packet.messageId === undefined ? isSame(one, packet) : one.messageId === packet.messageId,
      )
      if (!queue || at === undefined || at < 0) return undefined
      const [removed] = queue.packets.splice(at, 1)
      if (removed) queue.bytes -= sizeOf(removed)
      if (queue.packets.length === 0) queues.delete(clientId)
      return removed
    },
    left(clientId) {
      const now = Date.now()
      const packets = queues.get(clientId)?.packets ?? []
      return packets
        .filter(({ messageExpiry }) => messageExpiry === undefined || messageExpiry > now)
        .map((packet) => ({ ...packet, dup: packet.cmd === 'publish' && packet.messageId !== undefined }))
    },
    delete: (clientId) => void queues.delete(clientId),
  }
}

/** Where a subscription names no QoS, the message keeps its own. */
const HIGHEST_QOS = 2

function sizeOf({ topic = '', payload = '' }: Queued): number {
  return topic.length + payload.length
}
