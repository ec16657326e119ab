import { mqttChannel } from '../packages/client/src/mqtt/index.ts'
import { embedded, site } from './hint-channel/brokers.ts'
import { channelContract } from './hint-channel/channel.contract.ts'

for (const protocol of ['3.1.1', '5'] as const) {
  channelContract(`the hint channel, MQTT ${protocol}, the embedded broker`, mqttChannel, embedded, protocol)
  channelContract(`the hint channel, MQTT ${protocol}, Mosquitto`, mqttChannel, site, protocol)
}
