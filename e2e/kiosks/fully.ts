import type { BrowserContext } from '@playwright/test'
import mqtt, { type MqttClient } from 'mqtt'
import { DeviceClock } from './device-clock.ts'
import { type RestEndpoint, restEndpoint } from './rest-endpoint.ts'
import { WebView } from './web-view.ts'

/** `fully/deviceInfo/…` is published so often, ms. */
const INFO_EVERY = 60_000

export interface FullySettings {
  startUrl: string
  deviceId?: string
  deviceName?: string
  /** Of the remote admin; the app sends none of its own. */
  password: string
  mqtt?: { port: number; clientId?: string; user?: string; password?: string }
  clock?: DeviceClock
}

/**
 * A tablet with Fully Kiosk Browser on it. It is told what to do over REST alone; over MQTT it tells and hears nothing. What is
 * here is from what others wrote about it: its source is closed, so that anything not written there is left out.
 */
export class Fully {
  readonly clock: DeviceClock
  readonly view: WebView
  /** Commands that were let in. */
  readonly did: string[] = []
  isScreenOn = true
  rest!: RestEndpoint
  readonly #settings: FullySettings & { deviceId: string; deviceName: string }
  #client: MqttClient | undefined

  private constructor(context: BrowserContext, settings: FullySettings) {
    this.#settings = { deviceId: 'abcdef-123456', deviceName: 'Lobby', ...settings }
    this.clock = settings.clock ?? new DeviceClock()
    this.view = new WebView(context, { onRendererGone: () => void this.view.destroy() })
  }

  static async launch(context: BrowserContext, settings: FullySettings): Promise<Fully> {
    const app = new Fully(context, settings)
    app.rest = await restEndpoint(({ url: { searchParams } }) => ({ json: app.#answer(searchParams) }))
    await app.view.create()
    app.view.load(settings.startUrl)
    app.#connect()
    return app
  }

  /** What the app says of its device. */
  get deviceInfo(): object {
    const { deviceId, deviceName, startUrl } = this.#settings
    return {
      deviceID: deviceId,
      deviceId,
      deviceName,
      appVersionName: '1.57.1',
      webviewUA:
        'Mozilla/5.0 (Linux; Android 11; SM-T500; wv) AppleWebKit/537.36 Version/4.0 Chrome/120.0.6099.43 Safari/537.36',
      ip4: '127.0.0.1',
      startUrl,
      currentPage: this.view.exists ? this.view.page.url() : startUrl,
      screenOn: this.isScreenOn,
      isInScreensaver: false,
      maintenanceMode: false,
      kioskMode: true,
      kioskLocked: true,
      mqttConnected: this.#client?.connected ?? false,
    }
  }

  /** The tablet is taken from the wall. */
  async end(): Promise<void> {
    this.clock.stop()
    this.#client?.end(true)
    await this.rest.close()
    await this.view.end()
  }

  /** An answer says that the command was understood, not what came of it. */
  #answer(query: URLSearchParams): object {
    if (query.get('password') !== this.#settings.password) return { status: 'Error', statustext: 'Please login' }
    // Clients in the field write both loadUrl and loadURL.
    const command = (query.get('cmd') ?? '').toLowerCase()
    if (command === 'deviceinfo') return this.deviceInfo
    const deed = this.#deeds[command]
    if (!deed) return { status: 'Error', statustext: 'Unknown command' }
    this.did.push(command)
    deed(query.get('url') ?? '')
    return { status: 'OK', statustext: 'Executed' }
  }

  readonly #deeds: Record<string, (url: string) => void> = {
    loadurl: (url) => this.view.load(url),
    loadstarturl: () => this.view.load(this.#settings.startUrl),
    refreshtab: () => this.view.reload(),
    clearcache: () => this.view.clearCache(),
    clearcookies: () => this.view.clearCookies(),
    clearwebstorage: () => this.view.clearStorage('local_storage,indexeddb'),
    screenon: () => {
      this.isScreenOn = true
    },
    screenoff: () => {
      this.isScreenOn = false
    },
    toforeground: () => undefined,
    restartapp: () => void this.#restart(),
  }

  async #restart(): Promise<void> {
    this.#client?.end(true)
    await this.view.create()
    this.view.load(this.#settings.startUrl)
    this.#connect()
  }

  #connect(): void {
    const { mqtt: settings, deviceId } = this.#settings
    if (!settings) return
    const { port, clientId = `fully-${deviceId}`, user, password } = settings
    const client = mqtt.connect({
      host: '127.0.0.1',
      port,
      clientId,
      protocolVersion: 4,
      ...(user && { username: user, password: password ?? '' }),
    })
    this.#client = client
    client.on('error', () => undefined) // it comes back by itself
    client.on('connect', () => {
      this.#event('mqttConnected')
      this.#tell(client)
    })
  }

  #event(event: string): void {
    const { deviceId } = this.#settings
    this.#client?.publish(`fully/event/${event}/${deviceId}`, JSON.stringify({ deviceId, event }), { qos: 1 })
  }

  #tell(client: MqttClient): void {
    if (this.#client !== client) return
    const topic = `fully/deviceInfo/${this.#settings.deviceId}`
    client.publish(topic, JSON.stringify(this.deviceInfo), { qos: 1, retain: true })
    this.clock.after(INFO_EVERY, () => this.#tell(client))
  }
}
