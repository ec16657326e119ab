import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import { type Logger, pino } from 'pino'
import { type Broker, createBroker } from '../mqtt/broker.ts'
import { OPEN_DOOR } from './open-door.ts'

/** The embedded broker alone, on free ports, and clients that hold its token. */
export interface LoneBroker {
  broker: Broker
  port: number
  /** Of MQTT over WebSocket. */
  webSocket: string
  /** What it wrote to the log: level and text. */
  logged: { level: number; msg: string; [field: string]: unknown }[]
  /** A client that may do everything; it is ended with the rig. */
  operator(options?: IClientOptions, url?: string): MqttClient
  close(): Promise<void>
}

/** The token of every broker in a test. */
export const BROKER_TOKEN = 'broker-token'

/** Start a broker for a test. */
export async function loneBroker(): Promise<LoneBroker> {
  const logged: LoneBroker['logged'] = []
  const log: Logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) })
  const broker = await createBroker({ token: BROKER_TOKEN, prefix: 'intercom', door: OPEN_DOOR }, log)
  const port = await broker.listen(0, '127.0.0.1')
  const http = createServer()
  http.on('upgrade', broker.upgrade)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const open: MqttClient[] = []
  return {
    broker,
    port,
    webSocket: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/mqtt`,
    logged,
    operator(options = {}, url = `mqtt://127.0.0.1:${port}`) {
      const client = mqtt.connect(url, { username: 'relevo', password: BROKER_TOKEN, reconnectPeriod: 0, ...options })
      open.push(client)
      return client
    },
    async close() {
      for (const client of open) await client.endAsync(true)
      await broker.close()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}
