import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test'
import { launchOptions } from '../../e2e/browser.ts'

/** What a start took, ms from when the page was asked for. */
export interface Start {
  painted: number
  loaded: number
  shown: number
}

/** A browser with a disk of its own, in which the ways stand side by side, each on its own origin. */
export interface PanelTablet {
  /** What is open. */
  page(): Page
  /** Have this run in every page before all else. */
  prepare<T>(script: (given: T) => void, given: T): Promise<void>
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

export async function openTablet(): Promise<PanelTablet> {
  const disk = mkdtempSync(join(tmpdir(), 'relevo-boot-'))
  const context: BrowserContext = await chromium.launchPersistentContext(disk, launchOptions())
  let page = context.pages()[0] ?? (await context.newPage())
  // The browser ends without a page.
  await page.goto('about:blank')
  await anew()

  /** With the last page of a site and its workers its process goes. */
  async function anew(): Promise<CDPSession> {
    const before = page
    page = await context.newPage()
    page.setDefaultTimeout(PATIENCE)
    const session = await context.newCDPSession(page)
    if (before.url() !== 'about:blank') await before.close()
    await session.send('ServiceWorker.enable')
    await session.send('ServiceWorker.stopAllWorkers')
    return session
  }

  async function go(url: string): Promise<void> {
    await page.goto(url)
    await isShown(page)
  }

  return {
    page: () => page,
    prepare: async (script, given) => void (await context.addInitScript(script as (given: unknown) => void, given)),
    async install(url, version) {
      await go(url)
      // Not every worker takes the page that brought it; and some code is compiled for good only when it is loaded again.
      await page.evaluate(async () => void ((window as Panel).isInstalled && (await navigator.serviceWorker.ready)))
      await go(url)
      const isSo = (wanted: string) => {
        const { isInstalled } = window as Panel
        return document.querySelector('#release')?.textContent === wanted && (!isInstalled || isInstalled())
      }
      await page.waitForFunction(isSo, version)
    },
    async start(url, { warm = false, slow = 1 } = {}) {
      const session = await anew()
      // No file of the app; it passes through the worker all the same.
      if (warm) await page.goto(`${url}warm.txt`)
      await session.send('Emulation.setCPUThrottlingRate', { rate: slow })
      await go(url)
      return await page.evaluate(() => {
        const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN
        const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
        const loaded = navigation?.loadEventEnd ?? Number.NaN
        return { painted: at('first-contentful-paint'), loaded, shown: at('shown') }
      })
    },
    async close() {
      await context.close()
      rmSync(disk, { recursive: true, force: true })
    },
  }
}

/** What the app draws is there, the page has loaded, and a frame of it was painted. */
async function isShown(page: Page): Promise<void> {
  const isSo = () =>
    performance.getEntriesByName('shown').length > 0 &&
    performance.getEntriesByName('first-contentful-paint').length > 0 &&
    document.readyState === 'complete'
  await page.waitForFunction(isSo, undefined, { polling: 50 })
}
