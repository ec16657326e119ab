import type { Bus } from '../fleet/bus.ts'
import type { KioskWires } from '../fleet/kiosks/ports.ts'

/**
 * Commands over MQTT, at QoS 0 and never retained: at QoS 1 they would queue while an app is away and all be carried out when it
 * is back, and one that is retained would be carried out after every loss of Wi-Fi.
 */
export function publishOver(bus: Pick<Bus, 'publish'>): Pick<KioskWires, 'publish'> {
  return { publish: (message) => bus.publish({ ...message, qos: 0, retain: false }) }
}
