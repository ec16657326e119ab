export type { Channel } from '../ports.ts'
export { type MqttOptions, mqttChannel } from './mqtt-channel.ts'
