import mqtt, { type MqttClient } from 'mqtt'
import type { DeviceClock } from './device-clock.ts'

/** The app tries again after so long, ms, by a timer of its own. */
const RECONNECT_AFTER = 30_000

export interface WallPanelMqttSettings {
  port: number
  /** As typed in; put before `command` and all else just so: without a `/` at its end there is none. */
  baseTopic: string
  clientId: string
  version: '5.0' | '3.1.1'
  user?: string
  password?: string
}

interface MqttEvents {
  onConnect(): void
  onMessage(payload: string): void
}

/**
 * WallPanel's MQTT service: it asks for the session it had (`cleanStart` off), which MQTT 5 keeps for no second without an
 * expiry and 3.1.1 for ever, and reads `<base>command` alone.
 */
export class WallPanelMqtt {
  /** Why connections ended or were refused. */
  readonly troubles: string[] = []
  readonly #settings: WallPanelMqttSettings
  readonly #clock: DeviceClock
  readonly #events: MqttEvents
  readonly #all = new Set<MqttClient>()
  #client: MqttClient | undefined
  #isReconnecting = false

  constructor(settings: WallPanelMqttSettings, clock: DeviceClock, events: MqttEvents) {
    this.#settings = settings
    this.#clock = clock
    this.#events = events
  }

  get isConnected(): boolean {
    return this.#client?.connected ?? false
  }

  start(): void {
    const { port, baseTopic, clientId, version, user, password } = this.#settings
    const client = mqtt.connect({
      host: '127.0.0.1',
      port,
      clientId,
      protocolVersion: version === '5.0' ? 5 : 4,
      clean: false,
      keepalive: 60,
      will: { topic: `${baseTopic}connection`, payload: Buffer.from('offline'), qos: 2, retain: true },
      // The library's own ways of coming back are none of the app's.
      reconnectPeriod: 0,
      resubscribe: false,
      queueQoSZero: false,
      // Both must be typed in, or none is sent.
      ...(user && password && { username: user, password }),
    })
    this.#client = client
    this.#all.add(client)
    client.on('connect', () => {
      client.subscribe(`${baseTopic}command`, { qos: 2 })
      client.publish(`${baseTopic}connection`, 'online', { retain: true })
      if (this.#client === client) this.#events.onConnect()
    })
    client.on('message', (_topic, payload) => {
      if (this.#client === client) this.#events.onMessage(payload.toString())
    })
    client.on('error', ({ message }) => this.troubles.push(message))
    client.on('close', () => {
      if (this.#client === client) this.#comeBack()
    })
  }

  /**
   * Say `offline` and let go of the client. The app does not disconnect it: it stays with the broker until the next one
   * takes its client id over, or the system ends the app.
   */
  stop(): void {
    this.publish('connection', 'offline', true)
    this.#client = undefined
  }

  restart(): void {
    this.#isReconnecting = false
    this.stop()
    this.start()
  }

  /** At QoS 0; what cannot be sent now is never sent. */
  publish(subtopic: string, payload: string, retain = false): void {
    if (this.isConnected) this.#client?.publish(`${this.#settings.baseTopic}${subtopic}`, payload, { retain })
  }

  /** The wire breaks, without a word to the broker. */
  cut(): void {
    for (const client of this.#all) client.stream.destroy()
  }

  /** The app is ended by the system. */
  end(): void {
    this.#client = undefined
    this.cut()
    for (const client of this.#all) client.end(true)
  }

  #comeBack(): void {
    if (this.#isReconnecting) return
    this.#isReconnecting = true
    this.#clock.after(RECONNECT_AFTER, () => {
      this.#isReconnecting = false
      if (this.#client) this.restart()
    })
  }
}
