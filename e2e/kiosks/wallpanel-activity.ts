import type { BrowserContext } from '@playwright/test'
import type { DeviceClock } from './device-clock.ts'
import { WallPanelScreen } from './wallpanel-screen.ts'
import type { Quirks } from './wallpanel-versions.ts'
import { WebView } from './web-view.ts'

/** After a connection error the launch URL is loaded again in so long, ms. */
const RETRY_AFTER = 30_000
/** The next line of a launch URL of several is shown after so long, ms; a minute at most. */
const NEXT_LINE_AFTER = 30_000
const ERROR_PAGE = `data:text/html,${encodeURIComponent('<title>WallPanel</title>Unable to load the page.')}`

/** Such an address is none of the page's: Android is asked to open it. */
export function isIntent(url: unknown): boolean {
  return String(url).startsWith('intent:')
}

interface ActivityEvents {
  onUrl(url: string): void
  onScreen(): void
}

/** The part of WallPanel that a person sees: the page, and what the app does about it. */
export class WallPanelActivity {
  readonly view: WebView
  readonly screen: WallPanelScreen
  /** The settings, or another app, are in front of the page. */
  isBehind = false
  /** `intent:` addresses that were handed to Android. What comes of them nobody has tried. */
  readonly intents: string[] = []
  readonly #clock: DeviceClock
  readonly #quirks: Quirks
  readonly #launchUrl: string
  #line = 0

  constructor(
    context: BrowserContext,
    settings: { launchUrl: string; quirks: Quirks; clock: DeviceClock },
    events: ActivityEvents,
  ) {
    this.#clock = settings.clock
    this.#quirks = settings.quirks
    this.#launchUrl = settings.launchUrl
    this.view = new WebView(
      context,
      {
        onUrl: (url) => events.onUrl(url === ERROR_PAGE ? 'file:///android_asset/error_page.html' : url),
        onConnectionError: () => this.#connectionFailed(),
        onRendererGone: () => void this.#rendererGone(),
      },
      { noCache: this.#quirks.noCache ?? false },
    )
    const screenChanged = (isResumed: boolean) => {
      if (!this.#quirks.hearsScreen) return
      this.view.freeze(!isResumed)
      events.onScreen()
    }
    this.screen = new WallPanelScreen(this.#clock, screenChanged, this.#quirks.wakesAnew ?? false)
  }

  /** In front of the person, with the screen on: only then is anything heard that is meant for the page. */
  get isResumed(): boolean {
    return this.screen.isResumed && !this.isBehind
  }

  async create(): Promise<void> {
    await this.view.create()
    this.launch()
  }

  /** Load what is set up: one address, or the next one of several. */
  launch(): void {
    if (this.#launchUrl.includes('\n')) this.#clock.after(10, () => this.#nextLine())
    else this.view.load(this.#launchUrl)
  }

  browse(url: string): void {
    if (isIntent(url)) this.intents.push(url)
    else this.view.load(url)
  }

  /** The launch URL is handed over whole: one of several lines is no address. */
  relaunch(): void {
    this.browse(this.#launchUrl)
  }

  reload(): void {
    if (!this.#quirks.ignoresReload) this.view.reload()
  }

  /** HTTP cache and cookies; what workers and scripts stored stays, but with Gecko. */
  clearCache(): void {
    this.view.clearCache()
    this.view.clearCookies()
    if (this.#quirks.clearsSites) this.view.clearStorage('all')
  }

  #nextLine(): void {
    const lines = this.#launchUrl.split('\n')
    // It counts on before it shows: the first line is not the first one shown.
    this.#line = (this.#line + 1) % lines.length
    this.view.load(lines[this.#line] ?? '')
    this.#clock.after(NEXT_LINE_AFTER, () => this.#nextLine())
  }

  #connectionFailed(): void {
    this.view.load('about:blank')
    this.view.load(ERROR_PAGE)
    this.#clock.after(RETRY_AFTER, () => this.launch())
  }

  /** The view is removed and said to be taken care of; but in one fork nobody makes a new one. */
  async #rendererGone(): Promise<void> {
    if (this.#quirks.survivesRenderer) await this.create()
    else await this.view.destroy()
  }
}
