import type { Hint, Topics } from '@relevo/core/protocol'
import type { Aedes } from 'aedes'
import type { Hints } from '../fleet/ports.ts'

/** Sends hints to every tablet: retained, so that one that connects later gets the last of them. */
export function hintsOver(broker: Aedes, topics: Topics): Hints {
  return {
    send({ environment, version, force, at }) {
      const hint: Hint & { environment: string } = {
        version,
        force,
        timestamp: new Date(at).toISOString(),
        environment,
      }
      const packet = {
        cmd: 'publish',
        topic: topics.notification,
        payload: JSON.stringify(hint),
        qos: 1,
        retain: true,
        dup: false,
      } as const
      return new Promise((resolve, reject) => {
        broker.publish(packet, (error) => (error ? reject(error) : resolve()))
      })
    },
  }
}
