export type { MqttOptions } from '../mqtt/hint-channel.ts'
export type { Channel } from '../ports.ts'
export { mqttChannel } from './mqtt-channel.ts'
