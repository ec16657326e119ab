import { setTimeout as wait } from 'node:timers/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import { launchOptions } from '../e2e/browser.ts'
import type { Server } from '../e2e/server.ts'
import { type Bytes, byteMeter, type Line } from './byte-meter.ts'
import { releaseOf, type Tool } from './panel-build.ts'

/** What one update cost one tablet. */
export interface Cost extends Bytes {
  /** From the hint until the new release is shown and confirmed. */
  seconds: number
}

/** Nothing goes over the wire for so long, ms: then the reports that follow an update have been sent, too. */
const QUIET = 1_000

/** One update of one tablet: what it runs, what comes, and how. */
export interface Update {
  server: Server
  tool: Tool
  from: string
  to: string
  /** What the line is like while it updates; absent: as quick as the machine. */
  line?: Line | undefined
}

/**
 * A new tablet installs one release, and gets the other. Workbox has no hint: its page is told to look at the moment of the
 * hint, which is its best case.
 */
export async function updateOnce({ server, tool, from, to, line }: Update): Promise<Cost> {
  const version = releaseOf(tool, to)
  await current(server, releaseOf(tool, from))
  const wire = await byteMeter(server.port)
  let browser: Browser | undefined
  try {
    browser = await chromium.launch(launchOptions())
    const page = await browser.newPage()
    await page.goto(`${wire.url}/?tablet=bench-${crypto.randomUUID()}`)
    await installed(page, releaseOf(tool, from))
    await wire.quiet(QUIET)
    wire.zero()
    wire.become(line)
    const begun = performance.now()
    await server.notify(version)
    if (tool === 'workbox')
      await page.evaluate(async () => void (await navigator.serviceWorker.getRegistration())?.update())
    await installed(page, version)
    const seconds = (performance.now() - begun) / 1_000
    await wire.quiet(QUIET)
    return { ...wire.bytes(), seconds }
  } finally {
    await browser?.close()
    await wire.close()
  }
}

/** Make a release current, whatever is, and see it served. */
async function current(server: Server, version: string): Promise<void> {
  const order = { version, environment: 'production', supersede: true }
  const { status, body } = await server.api('POST', '/api/deployments', order)
  if (status >= 300) throw new Error(`${version} was not deployed: ${status} ${JSON.stringify(body)}`)
  const until = performance.now() + 90_000
  for (;;) {
    const news = await fetch(`${server.url}/config/version.json`)
    if (news.ok && ((await news.json()) as { version: string }).version === version) return
    if (performance.now() > until) throw new Error(`${version} is not served`)
    await wait(100)
  }
}

/** The page shows this release, and the tool says that it is complete. */
export async function installed(page: Page, version: string): Promise<void> {
  const isSo = (wanted: string) => {
    const { isInstalled } = window as unknown as { isInstalled?: () => boolean }
    return document.querySelector('#release')?.textContent === wanted && isInstalled?.() === true
  }
  await page.waitForFunction(isSo, version, { timeout: 300_000, polling: 20 }).catch(async (cause) => {
    const shown = await page.locator('#release').textContent({ timeout: 1_000 })
    throw new Error(`the page does not get to ${version}: it shows ${shown}`, { cause })
  })
}
