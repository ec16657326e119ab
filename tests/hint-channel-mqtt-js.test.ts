import { mqttChannel } from '../packages/client/src/mqtt-js/index.ts'
import { embedded, site } from './hint-channel/brokers.ts'
import { channelContract } from './hint-channel/channel.contract.ts'

for (const protocol of ['3.1.1', '5'] as const) {
  channelContract(
    `the hint channel over MQTT.js, MQTT ${protocol}, the embedded broker`,
    mqttChannel,
    embedded,
    protocol,
  )
  channelContract(`the hint channel over MQTT.js, MQTT ${protocol}, Mosquitto`, mqttChannel, site, protocol)
}
