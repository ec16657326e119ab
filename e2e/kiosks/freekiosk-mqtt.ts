import mqtt, { type MqttClient } from 'mqtt'
import type { DeviceClock } from './device-clock.ts'

/** The state is published so often, ms, and kept by the broker. */
const STATE_EVERY = 30_000
const FIRST_RETRY = 1_000
const LAST_RETRY = 30_000

export interface FreeKioskMqttSettings {
  port: number
  /** The device's name, just as typed in, or its Android id. */
  name: string
  baseTopic?: string
  user?: string
  password?: string
}

interface MqttEvents {
  onCommand(name: string, payload: string): void
  state(): object
}

/** FreeKiosk's MQTT client: 3.1.1 with a clean session, one topic per command. */
export class FreeKioskMqtt {
  readonly #settings: FreeKioskMqttSettings
  readonly #clock: DeviceClock
  readonly #events: MqttEvents
  #client: MqttClient | undefined
  #retry = FIRST_RETRY

  constructor(settings: FreeKioskMqttSettings, clock: DeviceClock, events: MqttEvents) {
    this.#settings = settings
    this.#clock = clock
    this.#events = events
  }

  start(): void {
    const { port, name, baseTopic = 'freekiosk', user, password } = this.#settings
    const base = `${baseTopic}/${name}`
    const client = mqtt.connect({
      host: '127.0.0.1',
      port,
      clientId: `freekiosk_${name}`,
      protocolVersion: 4,
      clean: true,
      keepalive: 30,
      will: { topic: `${base}/availability`, payload: Buffer.from('offline'), qos: 1, retain: true },
      reconnectPeriod: 0,
      ...(user && { username: user, password: password ?? '' }),
    })
    this.#client = client
    client.on('connect', () => {
      this.#retry = FIRST_RETRY
      client.publish(`${base}/availability`, 'online', { qos: 1, retain: true })
      client.subscribe(`${base}/set/#`, { qos: 1 })
      this.#tell(client, `${base}/state`)
    })
    client.on('message', (topic, payload) => {
      this.#events.onCommand(topic.slice(`${base}/set/`.length), payload.toString())
    })
    client.on('error', () => undefined) // what matters is that it closes
    client.on('close', () => {
      if (this.#client !== client) return
      this.#clock.after(this.#retry, () => this.#client === client && this.start())
      this.#retry = Math.min(this.#retry * 2, LAST_RETRY)
    })
  }

  /** The app is ended by the system. */
  end(): void {
    const client = this.#client
    this.#client = undefined
    client?.stream.destroy()
    client?.end(true)
  }

  #tell(client: MqttClient, topic: string): void {
    if (this.#client !== client || !client.connected) return
    client.publish(topic, JSON.stringify(this.#events.state()), { retain: true })
    this.#clock.after(STATE_EVERY, () => this.#tell(client, topic))
  }
}
