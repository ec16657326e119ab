import type { BrowserContext } from '@playwright/test'
import { DeviceClock } from './device-clock.ts'
import { ignoreOwnReloads } from './old-navigation.ts'
import { type Asked, type RestEndpoint, restEndpoint } from './rest-endpoint.ts'
import { isIntent, WallPanelActivity } from './wallpanel-activity.ts'
import { type Deeds, processCommand } from './wallpanel-commands.ts'
import { WallPanelMqtt, type WallPanelMqttSettings } from './wallpanel-mqtt.ts'
import { StateTeller } from './wallpanel-state.ts'
import { QUIRKS, type Quirks, type WallPanelVersion } from './wallpanel-versions.ts'

const USUAL_MQTT = { baseTopic: 'wallpanel/mywallpanel/', clientId: 'mywallpanel', version: '5.0' } as const

export interface WallPanelSettings {
  version?: WallPanelVersion
  /** Several lines are a playlist. */
  launchUrl: string
  /** Absent: MQTT is off, as it is by default. */
  mqtt?: Pick<WallPanelMqttSettings, 'port'> & Partial<WallPanelMqttSettings>
  /** Off by default, as in the app. */
  rest?: boolean
  clock?: DeviceClock
}

/** A tablet with WallPanel on it, on a page of a real Chromium. */
export class WallPanel {
  readonly clock: DeviceClock
  readonly activity: WallPanelActivity
  readonly mqtt: WallPanelMqtt | undefined
  rest: RestEndpoint | undefined
  /** Commands as they came, over MQTT and REST. */
  readonly heard: string[] = []
  /** Keys that got to where they were meant for, in this order. */
  readonly did: string[] = []
  /** Keys that were dropped, with nobody told. */
  readonly lost: string[] = []
  readonly settings: WallPanelSettings
  readonly #quirks: Quirks
  readonly #deeds: Deeds
  readonly #state: StateTeller
  #serviceRuns = false
  #shown: string
  #restPort = 0

  private constructor(context: BrowserContext, settings: WallPanelSettings) {
    const { version = '0.12.0', launchUrl, clock = new DeviceClock(), mqtt } = settings
    this.settings = settings
    this.#quirks = QUIRKS[version]
    this.#deeds = this.#deedsOf()
    this.clock = clock
    this.#shown = launchUrl
    this.#state = new StateTeller(
      clock,
      this.#quirks.keepsState ?? false,
      () => this.state,
      (state, retain) => this.mqtt?.publish('state', state, retain),
    )
    this.activity = new WallPanelActivity(
      context,
      { launchUrl, quirks: this.#quirks, clock },
      { onUrl: (url) => this.#showsUrl(url), onScreen: () => this.#state.tell() },
    )
    if (!mqtt) return
    this.mqtt = new WallPanelMqtt({ ...USUAL_MQTT, ...mqtt }, clock, {
      onConnect: () => this.#connected(),
      onMessage: (payload) => void this.command(payload),
    })
  }

  /** Somebody taps the app's icon. */
  static async launch(context: BrowserContext, settings: WallPanelSettings): Promise<WallPanel> {
    const app = new WallPanel(context, settings)
    if (app.#quirks.ignoresReload) await ignoreOwnReloads(context)
    await app.#startService()
    await app.activity.create()
    return app
  }

  get view() {
    return this.activity.view
  }

  get screen() {
    return this.activity.screen
  }

  /** What the app says when it is asked. */
  get state(): object {
    const { isOn, isHeld } = this.screen
    const usual = { currentUrl: this.#shown, screenOn: isOn, camera: false, brightness: 150 }
    if (!this.#quirks.hearsScreen) return usual
    return { ...usual, screenAwake: isHeld, brightnessSetpoint: 150, volume: 50, screenSaverOn: false }
  }

  /** As it comes over MQTT or REST. @returns whether it was JSON */
  command(text: string): boolean {
    this.heard.push(text)
    return processCommand(text, this.#deeds)
  }

  /** Somebody opens the settings: the service stops, and what the page is to do is lost until they leave. */
  async openSettings(): Promise<void> {
    this.activity.isBehind = true
    await this.#stopService()
  }

  async closeSettings(): Promise<void> {
    this.activity.isBehind = false
    await this.#startService()
  }

  /** Wi-Fi goes and comes: on its return the launch URL is loaded again, as the app is set up by default. */
  async network(isThere: boolean): Promise<void> {
    await this.view.context.setOffline(!isThere)
    if (!isThere) return this.mqtt?.cut()
    this.mqtt?.restart()
    this.activity.launch()
  }

  /** Somebody pulls the page down. */
  pullToRefresh(): void {
    this.activity.clearCache()
    this.activity.launch()
  }

  /** The tablet is taken from the wall. */
  async end(): Promise<void> {
    this.clock.stop()
    this.mqtt?.end()
    await this.rest?.close()
    await this.view.end()
  }

  #deedsOf(): Deeds {
    return {
      url: ({ url }) => this.#inActivity('url', () => this.activity.browse(String(url)), isIntent(url)),
      relaunch: ({ relaunch }) => relaunch === true && this.#inActivity('relaunch', () => this.activity.relaunch()),
      wake: ({ wake, wakeTime }) => {
        if (wake !== true) return this.screen.release()
        const isTaken = this.screen.wake(typeof wakeTime === 'number' ? wakeTime : undefined)
        ;(isTaken ? this.did : this.lost).push('wake')
        if (this.#quirks.hearsScreen) this.#state.tell()
      },
      reload: ({ reload }) => reload === true && this.#inActivity('reload', () => this.activity.reload()),
      clearCache: ({ clearCache }) =>
        clearCache === true && this.#inActivity('clearCache', () => this.activity.clearCache()),
      eval: ({ eval: script }) => this.#inActivity('eval', () => this.view.evaluate(String(script))),
      audio: () => this.did.push('audio'),
      speak: () => this.did.push('speak'),
      settings: () => this.#inActivity('settings', () => void this.openSettings()),
      ...(this.#quirks.restarts && {
        restartApp: ({ restartApp }) => restartApp === true && void this.#restart(),
      }),
    }
  }

  /** What is meant for the page goes to an activity that listens only while it is in front. */
  #inActivity(key: string, act: () => void, needsNoView = false): void {
    if (!this.activity.isResumed || !(this.view.exists || needsNoView)) return void this.lost.push(key)
    this.did.push(key)
    act()
  }

  async #restart(): Promise<void> {
    this.did.push('restartApp')
    await this.#stopService()
    await this.#startService()
    await this.activity.create()
  }

  async #startService(): Promise<void> {
    this.#serviceRuns = true
    this.mqtt?.start()
    if (!this.settings.rest) return
    this.rest = await restEndpoint((asked) => this.#answer(asked), this.#restPort)
    this.#restPort = this.rest.port
  }

  async #stopService(): Promise<void> {
    this.#serviceRuns = false
    this.mqtt?.stop()
    await this.rest?.close()
    this.rest = undefined
  }

  #connected(): void {
    this.#state.tell(true)
    if (this.#quirks.hearsScreen) {
      this.mqtt?.publish('sensor/appVersion', JSON.stringify({ value: '1.1.3' }), true)
    }
  }

  #showsUrl(url: string): void {
    if (!this.#serviceRuns) return
    this.#shown = url
    if (url !== this.settings.launchUrl) this.#state.tell()
  }

  #answer({ method, url, headers, body }: Asked) {
    if (method === 'GET' && url.pathname === '/api/state') return { json: this.state }
    if (method !== 'POST' || url.pathname !== '/api/command') return undefined
    const isJson = headers['content-type']?.startsWith('application/json') ?? false
    return { json: { result: isJson && this.command(body) } }
  }
}
