import type { Aedes, AedesPublishPacket } from 'aedes'
import type { AedesPersistence } from 'aedes-persistence'
import type { Bus, BusMessage, HeardMessage } from '../fleet/bus.ts'

/** What is heard here; this broker knows more of a message than others tell. */
export interface HeardHere extends HeardMessage {
  /** Who said it wanted it to be kept. */
  keep: boolean
  /** It was brought in from another broker. */
  isBrought: boolean
}

/** The broker in this process as a bus; what it delivers to itself takes no way over a network. */
export interface EmbeddedBus extends Bus {
  subscribe(filter: string, hear: (message: HeardHere) => void): Promise<() => void>
  /**
   * Publish what was heard on another broker.
   *
   * @param isOld that broker had kept it: whoever hears it in this process is told so
   */
  bring(message: BusMessage, isOld: boolean): Promise<void>
  /** From now on nothing is heard. */
  stop(): void
}

/** Senders that no client can be: MQTT allows no such character in a client id (MQTT 5.0, section 1.5.4). */
const BROUGHT = '\0brought'
const BROUGHT_OLD = '\0brought-old'

/** @param isNeverKept topics on which nothing may be retained: a mistake of ours is found by whoever makes it */
export function embeddedBus(
  aedes: Aedes,
  kept: Pick<AedesPersistence, 'createRetainedStreamCombi'>,
  isNeverKept: (topic: string) => boolean,
): EmbeddedBus {
  let isStopped = false
  const publish = async (message: BusMessage & { clientId?: string }) => {
    if (message.retain && isNeverKept(message.topic)) throw new Error(`nothing is retained on ${message.topic}`)
    return new Promise<void>((resolve, reject) => {
      aedes.publish({ cmd: 'publish', dup: false, ...message }, (error) => (error ? reject(error) : resolve()))
    })
  }
  return {
    publish,
    bring: (message, isOld) => publish({ ...message, clientId: isOld ? BROUGHT_OLD : BROUGHT }),
    async subscribe(filter, hear) {
      let isOver = false
      const tell = (packet: AedesPublishPacket, isKept: boolean) => {
        if (!isStopped && !isOver) hear(heard(packet, isKept))
      }
      const deliver = (packet: AedesPublishPacket, taken: () => void) => {
        // At once: a message that is worked on does not hold up the next one.
        taken()
        tell(packet, false)
      }
      await new Promise<void>((resolve) => aedes.subscribe(filter, deliver, resolve))
      // A broker gives what it keeps to clients that subscribe; to itself it does not.
      for await (const packet of kept.createRetainedStreamCombi([filter])) tell(packet, true)
      return () => {
        isOver = true
        aedes.unsubscribe(filter, deliver, () => undefined)
      }
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

function heard({ topic, payload, retain, ...packet }: AedesPublishPacket, isKept: boolean): HeardHere {
  const { clientId } = packet as { clientId?: string }
  const isBrought = clientId === BROUGHT || clientId === BROUGHT_OLD
  return {
    topic,
    payload: typeof payload === 'string' ? Buffer.from(payload) : payload,
    retained: isKept || clientId === BROUGHT_OLD,
    keep: retain,
    isBrought,
    ...(clientId !== undefined && !isBrought && { from: clientId }),
  }
}
