import type { Browser, BrowserContext } from '@playwright/test'
import type { Server } from '../server.ts'
import { DeviceClock } from './device-clock.ts'
import { FreeKiosk, type FreeKioskSettings } from './freekiosk.ts'
import { Fully, type FullySettings } from './fully.ts'
import { WallPanel, type WallPanelSettings } from './wallpanel.ts'
import type { WallPanelMqttSettings } from './wallpanel-mqtt.ts'

/** What Android's WebView says to be, whatever app it is in; FreeKiosk says to be a Pixel 6. */
const WEB_VIEW =
  'Mozilla/5.0 (Linux; Android 11; SM-T500 Build/RP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/149.0.7827.91 Safari/537.36'
const PIXEL =
  'Mozilla/5.0 (Linux; Android 13; Pixel 6) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36'

export type KioskApp = WallPanel | Fully | FreeKiosk

/** The tablets of a story, each with a browser of its own, set up with their kiosk apps as the guides say. */
export class Wall {
  /** The tablets' way to the server. */
  readonly origin: string
  readonly #browser: Browser
  readonly #server: Server
  readonly #hung: { app: KioskApp; context: BrowserContext }[] = []

  constructor(browser: Browser, server: Server, origin: string) {
    this.#browser = browser
    this.#server = server
    this.origin = origin
  }

  get apps(): KioskApp[] {
    return this.#hung.map(({ app }) => app)
  }

  /** Resolves when every page that was loaded has said how it is, or had the time to. */
  async started(): Promise<void> {
    while (this.apps.some(({ view }) => view.isStarting)) await new Promise((resolve) => setTimeout(resolve, 20))
  }

  /** The address a tablet is set up with. */
  launchUrl(tablet: string, query = ''): string {
    return `${this.origin}/?tablet=${tablet}&policy=auto&countdown=1&checkEvery=2${query && `&${query}`}`
  }

  /** @param typed what somebody types in at the tablet in place of what the guide says */
  async wallPanel(
    tablet: string,
    { typed = {}, ...settings }: Partial<WallPanelSettings> & { typed?: Partial<WallPanelMqttSettings> } = {},
  ): Promise<WallPanel> {
    const base = `wallpanel/${tablet}/`
    const app = settings.version?.startsWith('pro') ? 'wallpanel-pro' : 'wallpanel'
    await this.#add(tablet, { app, base })
    // The house's own broker lets anybody in.
    const login = typed.port === undefined ? await this.#credentialFor(tablet) : {}
    const mqtt = { port: this.#server.mqttPort, baseTopic: base, clientId: `${tablet}-wallpanel`, ...login, ...typed }
    return this.#hang(WEB_VIEW, (context) =>
      WallPanel.launch(context, { launchUrl: this.launchUrl(tablet), ...settings, mqtt }),
    )
  }

  /** Another device that got all settings of this one, as from a backup. */
  copyOf({ settings }: WallPanel): Promise<WallPanel> {
    return this.#hang(WEB_VIEW, (context) => WallPanel.launch(context, { ...settings, clock: new DeviceClock() }))
  }

  async freeKiosk(tablet: string, settings: Partial<FreeKioskSettings> = {}): Promise<FreeKiosk> {
    await this.#add(tablet, { app: 'freekiosk', base: `freekiosk/${tablet}/` })
    const mqtt = { port: this.#server.mqttPort, name: tablet, ...(await this.#credentialFor(tablet)) }
    return this.#hang(PIXEL, (context) => FreeKiosk.launch(context, { url: this.launchUrl(tablet), mqtt, ...settings }))
  }

  async fully(tablet: string, settings: Partial<FullySettings> = {}): Promise<Fully> {
    const password = `${tablet}: s&cret`
    const app = await this.#hang(WEB_VIEW, (context) =>
      Fully.launch(context, { startUrl: this.launchUrl(tablet), password, deviceName: tablet, ...settings }),
    )
    await this.#add(tablet, { app: 'fully', restUrl: app.rest.url, secret: password })
    return app
  }

  /** All of them are taken down. */
  async clear(): Promise<void> {
    for (const { app, context } of this.#hung.splice(0)) {
      await app.end()
      await context.close()
    }
  }

  async #hang<App extends KioskApp>(
    userAgent: string,
    launch: (context: BrowserContext) => Promise<App>,
  ): Promise<App> {
    const context = await this.#browser.newContext({ userAgent })
    const app = await launch(context)
    this.#hung.push({ app, context })
    return app
  }

  /** As a person adds it: the app, and which tablet runs in it. */
  async #add(tablet: string, about: Record<string, unknown>): Promise<void> {
    await this.#ask('/api/kiosks', { id: tablet, ...about })
    await this.#ask(`/api/kiosks/${tablet}/link`, { tablet })
  }

  async #credentialFor(name: string): Promise<{ user: string; password: string }> {
    const order = { kind: 'kiosk', name }
    const { user, secret } = await this.#ask<{ user: string; secret: string }>('/api/credentials', order)
    return { user, password: secret }
  }

  async #ask<T>(path: string, body: unknown): Promise<T> {
    const { status, body: answer } = await this.#server.api('POST', path, body)
    if (status >= 300) throw new Error(`${path} answered ${status}: ${JSON.stringify(answer)}`)
    return answer.data as T
  }
}
