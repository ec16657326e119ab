import type { BrowserContext, CDPSession, Page } from '@playwright/test'
import { closePage } from '../close-page.ts'

/** What a kiosk app is told by its view, as Android's `WebViewClient` tells it. */
export interface ViewEvents {
  /** It shows another address, also within one document. */
  onUrl?(url: string): void
  /** The connection for the page itself failed. An HTTP error is none: it is shown as any page. */
  onConnectionError?(): void
  /** The process that drew the page is gone. */
  onRendererGone?(): void
}

/** A page that has not asked what to run by then is none of ours, or never will, real ms. */
const LONGEST_START = 4_000

/**
 * Android's WebView, stood in for by a page of a real Chromium: what it is told it begins and does not wait for, what a
 * script returns is lost, and nothing is said about whether anything of it came true.
 */
export class WebView {
  readonly context: BrowserContext
  readonly #events: ViewEvents
  /** Past the HTTP cache, as `LOAD_NO_CACHE`; a worker's own requests are not meant. */
  readonly #noCache: boolean
  #page: Page | undefined
  #session: CDPSession | undefined
  /** One after the other: an app that is told twice to make a view makes two, and ends with the last. */
  #turn: Promise<void> = Promise.resolve()
  #isOver = false
  /** When a page began to load, or a script that may load one was run; nothing once a page has asked what to run. */
  #startedAt: number | undefined

  constructor(context: BrowserContext, events: ViewEvents = {}, { noCache = false } = {}) {
    this.context = context
    this.#events = events
    this.#noCache = noCache
  }

  /** The page of the view that is on the wall. */
  get page(): Page {
    if (!this.#page) throw new Error('there is no view: it was destroyed')
    return this.#page
  }

  /** A page was just loaded, or a script was run that may load one, and it has still to say how it is. */
  get isStarting(): boolean {
    return this.#startedAt !== undefined && Date.now() - this.#startedAt < LONGEST_START
  }

  get exists(): boolean {
    return this.#page !== undefined
  }

  /** Put a new view on the wall, empty, in place of the one there is. */
  create(): Promise<void> {
    this.#turn = this.#turn.then(() => (this.#isOver ? undefined : this.#replace()))
    return this.#turn
  }

  /** The app is gone, and makes no view any more. */
  async end(): Promise<void> {
    this.#isOver = true
    await this.#turn
    await this.destroy()
  }

  async #replace(): Promise<void> {
    await this.destroy()
    const page = await this.context.newPage()
    const session = await this.context.newCDPSession(page)
    if (this.#noCache) {
      await session.send('Network.enable')
      await session.send('Network.setCacheDisabled', { cacheDisabled: true })
    }
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame() && this.#page === page) this.#events.onUrl?.(frame.url())
    })
    page.on('request', (request) => {
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) this.#startedAt = Date.now()
    })
    page.on('requestfinished', (request) => {
      if (/version\.json\?.*release=/.test(request.url())) this.#startedAt = undefined
    })
    page.on('requestfailed', (request) => {
      if (!request.isNavigationRequest() || request.frame() !== page.mainFrame() || this.#page !== page) return
      // A navigation that another one overtook did not fail, nor did a connection that brought an HTTP error without a body.
      const why = request.failure()?.errorText
      if (why !== 'net::ERR_ABORTED' && why !== 'net::ERR_HTTP_RESPONSE_CODE_FAILURE')
        this.#events.onConnectionError?.()
    })
    // Nobody stands at the wall to answer a dialog: `onJsAlert` says it took care of it, and never confirms.
    page.on('dialog', () => undefined)
    this.#page = page
    this.#session = session
  }

  /** Remove it, as `WebView.destroy()`: whatever it is told from here on vanishes. */
  async destroy(): Promise<void> {
    const page = this.#page
    this.#page = undefined
    this.#session = undefined
    if (page) await closePage(page)
  }

  /** Show an address, as `loadUrl`. */
  load(url: string): void {
    this.#tell('Page.navigate', { url })
  }

  /** As `WebView.reload()`: by the rules of the HTTP cache, and past no service worker. */
  reload(): void {
    this.#tell('Page.reload')
  }

  /** As `evaluateJavascript` without a callback. */
  evaluate(script: string): void {
    // It may work for a while before it loads a page: to delete what is stored takes its time.
    this.#startedAt = Date.now()
    this.#tell('Runtime.evaluate', { expression: script })
  }

  /** As `clearCache(true)`: the HTTP cache, and nothing that a service worker or a script stored. */
  clearCache(): void {
    this.#tell('Network.clearBrowserCache')
  }

  /** As `CookieManager.removeAllCookies`. */
  clearCookies(): void {
    void this.context.clearCookies()
  }

  /** What scripts of this origin stored, by kind: `local_storage`, `indexeddb`, `service_workers`, `cache_storage`, `all`. */
  clearStorage(kinds: string): void {
    const { origin } = new URL(this.page.url())
    this.#tell('Storage.clearDataForOrigin', { origin, storageTypes: kinds })
  }

  /** Scripts stand still and go on, as after `onPause` and `onResume` of an engine that is paused. */
  freeze(isFrozen: boolean): void {
    // A Chromium without a window freezes no page: for it every page is in sight.
    this.#tell('Emulation.setScriptExecutionDisabled', { value: isFrozen })
  }

  /** The system takes the process that draws the page, as it does when memory runs out. */
  async killRenderer(): Promise<void> {
    const gone = this.page.waitForEvent('crash')
    this.#tell('Page.crash')
    await gone
    this.#events.onRendererGone?.()
  }

  /** Say something to the browser and look away. A page that is gone, blocked or on its way answers nothing. */
  #tell(method: string, options: object = {}): void {
    this.#session?.send(method as 'Page.reload', options as never).catch(() => undefined)
  }
}
