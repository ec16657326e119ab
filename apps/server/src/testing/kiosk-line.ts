import { connectAsync, type MqttClient } from 'mqtt'
import { onTestFinished } from 'vitest'
import { type TestServer, TOKEN } from './server-in-temp.ts'

/** A command as an app got it. */
interface Got {
  topic: string
  payload: string
  qos: number
  retain: boolean
}

/** An MQTT line of an app to the broker of a test server. */
export interface KioskLine {
  /** What came, in order. */
  got: Got[]
  /** Resolves when so many have come. */
  has(count: number): Promise<Got[]>
  say(topic: string, payload: string | object, retain?: boolean): Promise<void>
  client: MqttClient
  end(): Promise<void>
}

/** Connect as an app that hears commands under a filter. */
export async function kioskLine(server: TestServer, filter?: string): Promise<KioskLine> {
  const client = await connectAsync(`mqtt://127.0.0.1:${server.running.mqttPort}`, {
    username: 'relevo',
    password: TOKEN,
    reconnectPeriod: 0,
  })
  const got: Got[] = []
  const waiting = new Set<() => void>()
  client.on('message', (topic, payload, { qos, retain }) => {
    got.push({ topic, payload: payload.toString(), qos, retain })
    for (const look of waiting) look()
  })
  if (filter !== undefined) await client.subscribeAsync(filter, { qos: 1 })
  const end = () => client.endAsync(true)
  onTestFinished(end)
  return {
    got,
    client,
    end,
    has: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (got.length < count) return
          waiting.delete(look)
          resolve(got)
        }
        waiting.add(look)
        look()
      }),
    async say(topic, payload, retain = false) {
      const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
      await client.publishAsync(topic, text, { qos: 1, retain })
    },
  }
}
