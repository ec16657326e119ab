export type { Channel } from '../ports.ts'
export type { MqttOptions } from './hint-channel.ts'
export { mqttChannel } from './mqtt-channel.ts'
