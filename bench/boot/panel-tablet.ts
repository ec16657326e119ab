import { setTimeout as wait } from 'node:timers/promises'
import { type CDPSession, chromium } from '@playwright/test'
import { launchOptions } from '../../e2e/browser.ts'
import { attach, type TargetSession } from '../target-session.ts'

/** What a start took, ms from when the page was asked for. */
export interface Start {
  painted: number
  loaded: number
  shown: number
}

/** A browser with a disk of its own, in which the ways stand side by side, each on its own origin. */
export interface PanelTablet {
  /** Run this in the page that is open; what it needs is given as JSON. */
  run<T, R>(script: (given: T) => R, given: T): Promise<Awaited<R>>
  /** Wait until this is so in the page that is open, which may be loaded anew meanwhile. */
  until<T>(isSo: (given: T) => boolean | undefined, given: T): Promise<void>
  /** Have this run in every page that is opened from now on, before all else. */
  prepare<T>(script: (given: T) => void, given: T): void
  /** Open the app, and wait until it and its tool are done. */
  install(url: string, version: string): Promise<void>
  /**
   * Open the app in a process that knows nothing of it, as after a start of the browser: what the one before had in its
   * memory is no store.
   */
  start(url: string, how?: How): Promise<Start>
  close(): Promise<void>
}

interface How {
  /** Its worker runs already. */
  warm?: boolean
  /** The page's processor is so many times slower. */
  slow?: number
}

interface Panel {
  isInstalled?(): boolean
}

/** Nothing takes longer, ms, however busy the machine. */
const PATIENCE = 120_000
/** From one question to the page to the next, ms. */
const EVERY = 50

export async function openTablet(): Promise<PanelTablet> {
  const browser = await chromium.launch(launchOptions())
  const control: CDPSession = await browser.newBrowserCDPSession()
  const prepared: string[] = []
  let page: { session: TargetSession; targetId: string } | undefined

  /** With the last page of a site and its workers its process goes. */
  async function anew(): Promise<TargetSession> {
    const before = page
    const { targetId } = await control.send('Target.createTarget', { url: 'about:blank' })
    const session = await attach(browser, targetId)
    page = { session, targetId }
    await before?.session.end()
    if (before) await control.send('Target.closeTarget', { targetId: before.targetId })
    await session.send('ServiceWorker.enable')
    await session.send('ServiceWorker.stopAllWorkers')
    await session.send('ServiceWorker.disable')
    if (prepared.length > 0) await session.send('Page.enable')
    for (const source of prepared) await session.send('Page.addScriptToEvaluateOnNewDocument', { source })
    return session
  }

  function opened(): TargetSession {
    if (!page) throw new Error('no page is open')
    return page.session
  }

  const run = <T, R>(script: (given: T) => R, given: T) => opened().run<Awaited<R>>(called(script, given))

  async function until<T>(isSo: (given: T) => boolean | undefined, given: T): Promise<void> {
    let cause: unknown
    for (const end = performance.now() + PATIENCE; performance.now() < end; await wait(EVERY))
      try {
        if (await run(isSo, given)) return
      } catch (error) {
        cause = error // a page that is just being loaded anew has no answer
      }
    throw new Error(`it never came true in the page: ${isSo}`, { cause })
  }

  async function go(url: string, isThere: (given: string) => boolean): Promise<void> {
    await opened().send('Page.navigate', { url })
    await until(isThere, url)
  }

  return {
    run,
    until,
    prepare: (script, given) => void prepared.push(called(script, given)),
    async install(url, version) {
      await anew()
      await go(url, isShown)
      // Not every worker takes the page that brought it; and some code is compiled for good only when it is loaded again.
      await run(async () => void ((window as Panel).isInstalled && (await navigator.serviceWorker.ready)), undefined)
      await anew()
      await go(url, isShown)
      await until((wanted) => {
        const { isInstalled } = window as Panel
        return document.querySelector('#release')?.textContent === wanted && (!isInstalled || isInstalled())
      }, version)
    },
    async start(url, { warm = false, slow = 1 } = {}) {
      const session = await anew()
      // No file of the app; it passes through the worker all the same.
      if (warm) await go(`${url}warm.txt`, isLoaded)
      await session.send('Emulation.setCPUThrottlingRate', { rate: slow })
      await go(url, isShown)
      return await run(() => {
        const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN
        const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
        const loaded = navigation?.loadEventEnd ?? Number.NaN
        return { painted: at('first-contentful-paint'), loaded, shown: at('shown') }
      }, undefined)
    },
    close: () => browser.close(),
  }
}

/** As an expression for the page: what it uses it is given, and it gives what JSON can say. */
function called<T>(script: (given: T) => unknown, given: T): string {
  return `(${script})(${JSON.stringify(given)})`
}

function isLoaded(url: string): boolean {
  return location.href === url && document.readyState === 'complete'
}

/** What the app draws is there, the page has loaded, and a frame of it was painted. */
function isShown(url: string): boolean {
  return (
    performance.getEntriesByName('shown').length > 0 &&
    performance.getEntriesByName('first-contentful-paint').length > 0 &&
    location.href === url &&
    document.readyState === 'complete'
  )
}
