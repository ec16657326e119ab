import type { Channel } from '../ports.ts'
import { hintChannel, type MqttOptions } from './hint-channel.ts'

/**
 * Hints and reports by MQTT over WebSocket. What speaks MQTT is fetched when the page is idle; a broker that is not there
 * is tried again for ever and disturbs nobody: polling carries on. An enrolled tablet signs in with its id and its secret,
 * unless a name and a password are given here; one that has to enrol first stays away from the broker until then.
 *
 * @example createUpdateManager({ version, worker, channel: mqttChannel() })
 */
export function mqttChannel(options?: MqttOptions): Channel {
  return hintChannel(async () => (await import('./slim/open-line.ts')).openLine, options)
}
