import type { Aedes, AedesPublishPacket } from 'aedes'
import type { AedesPersistence } from 'aedes-persistence'
import type { Bus, HeardMessage } from '../fleet/bus.ts'

/**
 * The broker in this process as a bus; what it delivers to itself takes no way over a network.
 *
 * @param isNeverKept topics on which nothing may be retained: a mistake of ours is found by whoever makes it
 */
export function embeddedBus(
  aedes: Aedes,
  kept: Pick<AedesPersistence, 'createRetainedStreamCombi'>,
  isNeverKept: (topic: string) => boolean,
): Bus & { stop(): void } {
  let isStopped = false
  return {
    async publish(message) {
      if (message.retain && isNeverKept(message.topic)) throw new Error(`nothing is retained on ${message.topic}`)
      return new Promise((resolve, reject) => {
        aedes.publish({ cmd: 'publish', dup: false, ...message }, (error) => (error ? reject(error) : resolve()))
      })
    },
    async subscribe(filter, hear) {
      const deliver = (packet: AedesPublishPacket, taken: () => void) => {
        // At once: a message that is worked on does not hold up the next one.
        taken()
        if (!isStopped) hear(heard(packet, false))
      }
      await new Promise<void>((resolve) => aedes.subscribe(filter, deliver, resolve))
      // A broker gives what it keeps to clients that subscribe; to itself it does not.
      for await (const packet of kept.createRetainedStreamCombi([filter])) {
        if (!isStopped) hear(heard(packet, true))
      }
      return () => aedes.unsubscribe(filter, deliver, () => undefined)
    },
    onUp(told) {
      told()
      return () => undefined
    },
    stop() {
      isStopped = true
    },
  }
}

function heard({ topic, payload, ...packet }: AedesPublishPacket, retained: boolean): HeardMessage {
  const { clientId } = packet as { clientId?: string }
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
  return { topic, payload: bytes, retained, ...(clientId !== undefined && { from: clientId }) }
}
