import { hintChannel, type MqttOptions } from '../mqtt/hint-channel.ts'
import type { Channel } from '../ports.ts'

/**
 * The same as that of `@relevo/client/mqtt`, over MQTT.js, which the app installs, and which is 96 kB where the other is 2.6: for
 * an app that has it in its build anyway.
 *
 * @example import { mqttChannel } from '@relevo/client/mqtt-js'
 */
export function mqttChannel(options?: MqttOptions): Channel {
  return hintChannel(async () => (await import('./open-line.ts')).openLine, options)
}
