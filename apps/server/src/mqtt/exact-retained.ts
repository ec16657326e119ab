import { Readable } from 'node:stream'
import type { AedesPublishPacket } from 'aedes'
import memory, { type AedesPersistence } from 'aedes-persistence'

/**
 * The broker's memory. The library's own looks at every retained message, one for each tablet, whenever a tablet
 * subscribes: a fleet that comes back costs the square of its size. A filter without wildcards names one topic, and here
 * that is looked up; filters with wildcards, which are for operators, take the library's way.
 *
 * @param isNeverKept topics on which nothing is retained, whoever says so, nor told that was retained before
 */
export function memoryByTopic(isNeverKept: (topic: string) => boolean = () => false): AedesPersistence {
  const persistence = memory()
  const retained = new Map<string, AedesPublishPacket>()
  const store = persistence.storeRetained.bind(persistence) as (packet: AedesPublishPacket, ...more: unknown[]) => void
  const search = persistence.createRetainedStreamCombi.bind(persistence)
  return Object.assign(persistence, {
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
  })
}
