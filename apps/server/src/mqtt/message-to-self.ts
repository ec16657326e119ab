import { randomUUID } from 'node:crypto'
import type { Aedes } from 'aedes'

/** Topics that begin with `$` are closed to clients, and no wildcard of theirs matches them (MQTT 3.1.1, section 4.7.2). */
const TOPIC = '$relevo/ready'

/**
 * Let a broker deliver a message to this process: resolves when it has arrived.
 *
 * @throws Error when the broker refuses it, or when the signal comes first
 */
export async function messageToSelf(broker: Aedes, signal: AbortSignal): Promise<void> {
  const topic = `${TOPIC}/${randomUUID()}`
  const { promise: arrival, resolve: arrive, reject } = Promise.withResolvers<void>()
  const onMessage = (_packet: unknown, taken: () => void) => {
    taken()
    arrive()
  }
  const giveUp = () => reject(new Error('the message did not arrive'))
  signal.addEventListener('abort', giveUp)
  try {
    broker.subscribe(topic, onMessage, () => {
      const packet = { cmd: 'publish', topic, payload: '', qos: 0, retain: false, dup: false } as const
      broker.publish(packet, (error) => error && reject(error))
    })
    await arrival
  } finally {
    signal.removeEventListener('abort', giveUp)
    broker.unsubscribe(topic, onMessage, () => undefined)
  }
}
