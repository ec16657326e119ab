import type { Hint, Topics } from '@relevo/core/protocol'
import type { Bus } from '../fleet/bus.ts'
import { PRODUCTION } from '../fleet/environment.ts'
import type { Hints } from '../fleet/ports.ts'

/**
 * Sends hints to every tablet. That of production is retained, so that a tablet that connects later gets it; those of other
 * environments, which go to the same topic, do not take its place. Nor do they force: a tablet that trusts hints takes its
 * release from them, and cannot tell whose they are. All others look, and find the truth in their own version.json.
 * What is meant for one tablet goes to its own topic, and is kept for nobody: who is not there finds it when it looks.
 */
export function hintsOver(bus: Pick<Bus, 'publish'>, topics: Topics): Hints {
  return {
    send({ environment, version, force, at }) {
      const isProduction = environment === PRODUCTION
      const hint: Hint & { environment: string } = {
        version,
        force: force && isProduction,
        timestamp: new Date(at).toISOString(),
        environment,
      }
      return bus.publish({ topic: topics.notification, payload: JSON.stringify(hint), qos: 1, retain: isProduction })
    },
    async nudge(hints) {
      for (const { tablet, version, force, at } of hints) {
        const hint: Hint = { version, force, timestamp: new Date(at).toISOString() }
        await bus.publish({ topic: topics.command(tablet), payload: JSON.stringify(hint), qos: 0, retain: false })
      }
    },
  }
}
