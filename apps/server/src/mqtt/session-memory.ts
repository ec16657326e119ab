import { Readable } from 'node:stream'
import type { AedesPublishPacket, Client } from 'aedes'
import memory, { type AedesPersistence } from 'aedes-persistence'
import { clientQueues, type Queued, type Subscriber } from './client-queue.ts'
import { whenRead } from './unsent-limit.ts'

/** What the broker remembers, with what only we ask of it. */
export type SessionMemory = AedesPersistence & {
  /** QoS 2 messages of a client that it has not released. */
  unreleased(clientId: string): number
  /** How many subscriptions are kept for a client. */
  subscriptionsOf(clientId: string): Promise<number>
  /** Remember nothing of a client. */
  forget(clientId: string): Promise<void>
}

/**
 * The broker’s memory. Two things in the library’s own grow with the fleet, and are done otherwise here.
 *
 * - It looks at every retained message, one for each tablet, whenever a tablet subscribes: a fleet that comes back costs the
 *   square of its size. A filter without wildcards names one topic, and here that is looked up; filters with wildcards, which
 *   are for operators, take the library’s way.
 * - It keeps everything for a session that does not come back, and what the client sent with QoS 2 whole until it is
 *   released. Here a queue has an end, and of QoS 2 only the identifiers are kept, until the session is over.
 *
 * @param isNeverKept topics on which nothing is retained, whoever says so, nor told that was retained before
 */
export function sessionMemory(isNeverKept: (topic: string) => boolean = () => false): SessionMemory {
  const persistence = memory()
  const retained = new Map<string, AedesPublishPacket>()
  const unreleased = new Map<string, Set<number>>()
  const queues = clientQueues()
  const store = persistence.storeRetained.bind(persistence) as (packet: AedesPublishPacket, ...more: unknown[]) => void
  const search = persistence.createRetainedStreamCombi.bind(persistence)
  const cleanSubscriptions = persistence.cleanSubscriptions.bind(persistence) as unknown as (
    client: Pick<Client, 'id'>,
  ) => Promise<void>
  const subscriptions = persistence.subscriptionsByClient.bind(persistence) as unknown as (
    client: Pick<Client, 'id'>,
  ) => Promise<unknown[]>

  const forget = (clientId: string) => {
    unreleased.delete(clientId)
    queues.delete(clientId)
    return cleanSubscriptions({ id: clientId })
  }
  const ours = {
    forget,
    subscriptionsOf: async (clientId: string) => (await subscriptions({ id: clientId })).length,
    unreleased: (clientId: string) => unreleased.get(clientId)?.size ?? 0,
    async storeRetained(packet: AedesPublishPacket, ...more: unknown[]) {
      if (isNeverKept(packet.topic) && packet.payload.length > 0) return
      if (packet.payload.length === 0) retained.delete(packet.topic)
      else retained.set(packet.topic, { ...packet })
      return store(packet, ...more)
    },
    createRetainedStreamCombi(filters: string[]) {
      const mayBeTold = ({ topic }: AedesPublishPacket) => !isNeverKept(topic)
      if (filters.some((filter) => /[+#]/.test(filter))) return search(filters).filter(mayBeTold)
      return Readable.from(filters.flatMap((topic) => retained.get(topic) ?? []).filter(mayBeTold))
    },
    // Asked for when a session begins anew, and when one has expired: the rest of it goes as well.
    cleanSubscriptions: ({ id }: Pick<Client, 'id'>) => forget(id),
    async outgoingEnqueueCombi(subscribers: Subscriber[], packet: Queued) {
      for (const subscriber of subscribers) queues.add(subscriber, packet)
    },
    async outgoingEnqueue(subscriber: Subscriber, packet: Queued) {
      queues.add(subscriber, packet)
    },
    outgoingUpdate: async ({ id }: Client, packet: Queued) => queues.update(id, packet),
    outgoingClearMessageId: async ({ id }: Client, packet: Queued) => queues.remove(id, packet),
    outgoingStream: (client: Client) => Readable.from(paced(queues.left(client.id), client)),
    async incomingStorePacket({ id }: Client, { messageId = 0 }: Queued) {
      const known = unreleased.get(id)
      if (known) known.add(messageId)
      else unreleased.set(id, new Set([messageId]))
    },
    async incomingGetPacket({ id }: Client, packet: Queued) {
      if (!unreleased.get(id)?.has(packet.messageId ?? 0)) throw new Error('no such packet')
      return packet
    },
    async incomingDelPacket({ id }: Client, { messageId = 0 }: Queued) {
      unreleased.get(id)?.delete(messageId)
    },
  }
  return Object.assign(persistence, ours) as unknown as SessionMemory
}

/** What waits for a client that has come back, no faster than it reads. */
async function* paced(queue: readonly Queued[], { conn }: Client): AsyncGenerator<Queued> {
  for (const packet of queue) {
    yield packet
    await new Promise<void>((resolve) => whenRead(conn, resolve))
  }
}
