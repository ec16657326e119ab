import mqtt, { type IClientOptions } from 'mqtt'
import { clock } from '../clock.ts'
import { type OpenLine, REFUSALS } from '../mqtt/line.ts'
import { reconnectDelay } from '../mqtt/reconnect-delay.ts'

/** MQTT by MQTT.js. */
export const openLine: OpenLine = ({ url, protocol, clientId, username, password, filters, topic, will }, ear) => {
  const options: IClientOptions = {
    // MQTT.js takes the brackets off an IPv6 address and builds an address that is none.
    hostname: new URL(url).hostname,
    protocolVersion: protocol === '5' ? 5 : 4,
    clientId,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    clean: true,
    keepalive: 60,
    connectTimeout: 10_000,
    reconnectPeriod: reconnectDelay(0, clock.random()),
    reconnectOnConnackError: true,
    resubscribe: false,
    will: { topic, payload: will, qos: 1, retain: true },
  }
  let newest: string | undefined
  let tries = 0
  let isRefused = false
  const client = mqtt.connect(url, options)
  const say = () => {
    // What was not said when the line broke is not said later: the newest report is.
    if (client.connected && newest !== undefined) client.publish(topic, newest, { qos: 1, retain: true })
  }
  client.on('connect', () => {
    tries = 0
    isRefused = false
    client.options.reconnectPeriod = reconnectDelay(0, clock.random())
    client.subscribe([...filters], { qos: 1 })
    say()
  })
  client.on('reconnect', () => {
    client.options.reconnectPeriod = reconnectDelay(++tries, clock.random(), isRefused)
  })
  client.on('message', (_, payload) => ear.onMessage(payload.toString()))
  client.on('error', (error) => {
    // The line tries again by itself, and polling does not need it: but that one can tell what is wrong.
    if (isRefused || !REFUSALS.includes((error as { code?: unknown }).code)) return
    isRefused = true
    ear.onRefused()
  })
  return {
    report(text) {
      newest = text
      say()
    },
    end: () => void client.end(true), // without a goodbye
  }
}
