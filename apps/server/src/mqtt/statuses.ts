import type { Topics } from '@relevo/core/protocol'
import type { Bus } from '../fleet/bus.ts'
import type { Statuses } from '../fleet/tablets/tablet-parts.ts'

/**
 * The last reports of tablets, as the broker retains them. An empty payload has it forget one (MQTT 3.1.1, section 3.3.1.3);
 * who listens right now gets that as a message too.
 */
export function statusesOver(bus: Pick<Bus, 'publish'>, topics: Topics): Statuses {
  return { clear: (tablet) => bus.publish({ topic: topics.status(tablet), payload: '', qos: 1, retain: true }) }
}
