import type { Hint, Topics } from '@relevo/core/protocol'
import type { Aedes } from 'aedes'
import { PRODUCTION } from '../fleet/environment.ts'
import type { Hints } from '../fleet/ports.ts'

/**
 * Sends hints to every tablet. That of production is retained, so that a tablet that connects later gets it; those of other
 * environments, which go to the same topic, do not take its place. Nor do they force: a tablet that trusts hints takes its
 * release from them, and cannot tell whose they are. All others look, and find the truth in their own version.json.
 */
export function hintsOver(broker: Aedes, topics: Topics): Hints {
  return {
    send({ environment, version, force, at }) {
      const isProduction = environment === PRODUCTION
      const hint: Hint & { environment: string } = {
        version,
        force: force && isProduction,
        timestamp: new Date(at).toISOString(),
        environment,
      }
      const packet = {
        cmd: 'publish',
        topic: topics.notification,
        payload: JSON.stringify(hint),
        qos: 1,
        retain: isProduction,
        dup: false,
      } as const
      return new Promise((resolve, reject) => {
        broker.publish(packet, (error) => (error ? reject(error) : resolve()))
      })
    },
  }
}
