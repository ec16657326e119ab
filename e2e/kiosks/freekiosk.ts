import type { BrowserContext } from '@playwright/test'
import { DeviceClock } from './device-clock.ts'
import { FreeKioskMqtt, type FreeKioskMqttSettings } from './freekiosk-mqtt.ts'
import { type RestEndpoint, restEndpoint } from './rest-endpoint.ts'
import { WebView } from './web-view.ts'

/** With "auto reload", a page that failed is loaded again after so long, ms. */
const RETRY_AFTER = 5_000

export interface FreeKioskSettings {
  /** The app keeps the last address it was told here: `url` changes it for good. */
  url: string
  mqtt?: FreeKioskMqttSettings
  /** Key for `X-Api-Key`; absent: no REST. */
  apiKey?: string
  /** "Automatically reload the page on network error"; off by default. Since 1.2.20 it means HTTP errors as well. */
  autoReload?: boolean
  /** Whether a dead renderer is replaced by itself, as since 1.2.20. */
  remounts?: boolean
  clock?: DeviceClock
}

/** A tablet with FreeKiosk on it. */
export class FreeKiosk {
  readonly clock: DeviceClock
  readonly view: WebView
  readonly mqtt: FreeKioskMqtt | undefined
  readonly did: string[] = []
  isScreenOn = true
  rest: RestEndpoint | undefined
  url: string
  readonly #settings: FreeKioskSettings

  private constructor(context: BrowserContext, settings: FreeKioskSettings) {
    this.#settings = settings
    this.url = settings.url
    this.clock = settings.clock ?? new DeviceClock()
    this.view = new WebView(context, {
      onConnectionError: () => this.#failed(),
      onRendererGone: () => void (settings.remounts === false ? this.view.destroy() : this.#remount()),
    })
    const events = {
      onCommand: (name: string, payload: string) => this.command(name, payload),
      state: () => this.state,
    }
    if (settings.mqtt) this.mqtt = new FreeKioskMqtt(settings.mqtt, this.clock, events)
  }

  static async launch(context: BrowserContext, settings: FreeKioskSettings): Promise<FreeKiosk> {
    const app = new FreeKiosk(context, settings)
    // An HTTP error of the page itself is taken off the wall: by a blank page, and by the page once more with "auto reload".
    context.on('response', (response) => {
      if (!response.request().isNavigationRequest() || response.status() < 400) return
      if (app.view.exists && response.frame() === app.view.page.mainFrame()) app.#failed()
    })
    if (settings.apiKey !== undefined) {
      app.rest = await restEndpoint(({ method, url, headers, body }) => {
        if (headers['x-api-key'] !== settings.apiKey) {
          return { status: 401, json: { success: false, error: 'Invalid or missing API key' } }
        }
        return app.#answer(method, url.pathname, body)
      })
    }
    await app.#remount()
    app.mqtt?.start()
    return app
  }

  get state(): object {
    const currentUrl = this.view.exists ? this.view.page.url() : this.url
    return {
      screen: { on: this.isScreenOn, brightness: 75, screensaverActive: false },
      device: { ip: '127.0.0.1', version: '1.2.20', kioskMode: true, isDeviceOwner: true },
      webview: { currentUrl, motionDetected: false },
    }
  }

  /** As it comes over either way, under the name of its MQTT topic. */
  command(name: string, payload: string): void {
    const deed = this.#deeds[name]
    if (!deed) return
    this.did.push(name)
    deed(payload)
  }

  /** The tablet is taken from the wall. */
  async end(): Promise<void> {
    this.clock.stop()
    this.mqtt?.end()
    await this.rest?.close()
    await this.view.end()
  }

  readonly #deeds: Record<string, (payload: string) => void> = {
    /** A new view, with the address that is set up: not the page reloaded. */
    reload: () => void this.#remount(),
    url: (url) => {
      this.url = url
      void this.#remount()
    },
    clear_cache: () => {
      if (this.view.exists) {
        this.view.clearCache()
        this.view.clearCookies()
        this.view.clearStorage('local_storage,indexeddb')
      }
      void this.#remount()
    },
    execute_js: (script) => this.view.evaluate(script),
    restart_ui: () => void this.#remount(),
    /** Ends the app's screensaver; a screen that is off stays off. */
    wake: () => undefined,
    screen: (payload) => {
      this.isScreenOn = payload.toUpperCase() === 'ON'
    },
  }

  async #remount(): Promise<void> {
    await this.view.create()
    this.view.load(this.url)
  }

  #failed(): void {
    if (!this.view.exists) return
    this.view.load('about:blank')
    if (this.#settings.autoReload) this.clock.after(RETRY_AFTER, () => void this.#remount())
  }

  #answer(method: string, path: string, body: string): { status?: number; json: object } | undefined {
    const ok = (data: object) => ({ json: { success: true, data, timestamp: 0 } })
    if (path === '/api/status' || path === '/api/info') return ok(this.state)
    if (path === '/api/health') return ok({ status: 'ok' })
    const needsBody = { '/api/url': 'url', '/api/js': 'code' }[path]
    if (needsBody && method !== 'POST') return { status: 405, json: { success: false, error: 'Method not allowed' } }
    const name = NAMES[path]
    if (name === undefined) return undefined
    const payload = needsBody ? String((JSON.parse(body) as Record<string, unknown>)[needsBody] ?? '') : 'ON'
    this.command(name, payload)
    return ok({ executed: true, command: name })
  }
}

/** The MQTT name of what REST has a path for. */
const NAMES: Record<string, string> = {
  '/api/reload': 'reload',
  '/api/url': 'url',
  '/api/js': 'execute_js',
  '/api/clearCache': 'clear_cache',
  '/api/restart-ui': 'restart_ui',
  '/api/wake': 'wake',
  '/api/screen/on': 'screen',
}
