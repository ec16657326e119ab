import { type Browser, chromium, type Page } from '@playwright/test'
import { launchOptions } from '../../e2e/browser.ts'
import { installed } from '../update-once.ts'
import { busyOf, forgetMost, memoryOf, processOf, spin, whileHeld } from './memory.ts'
import { slowed } from './slowed.ts'
import { type Stages, stagesOf, watch } from './stages.ts'
import type { StaticHost, Upload } from './static-host.ts'
import { workerSession } from './worker-session.ts'

/** What applying a patch was, once. */
export interface Applied extends Stages {
  /** Processor time of its process, ms: says more than the clock where others work on the same machine. */
  busy: number
  /** The most that the worker's process had more than before, bytes. */
  memory: number
  /**
   * The most that the worker itself had more than before, heap and buffers, bytes, as often as that could be asked. Only
   * where the worker is not slowed: to ask takes a tenth of its time.
   */
  held: number | undefined
  /** How many times slower the worker ran than it does else. */
  slower: number
}

/**
 * A new tablet has one release, and gets the next one by a patch.
 *
 * @param times so many times slower is the process of its worker while it does
 */
export async function applyOnce(host: StaticHost, from: Upload, next: Upload, times: number): Promise<Applied> {
  host.upload(from)
  const browser = await chromium.launch(launchOptions())
  try {
    return await appliedIn(browser, host, next, times)
  } finally {
    await browser.close()
  }
}

async function appliedIn(browser: Browser, host: StaticHost, next: Upload, times: number): Promise<Applied> {
  const page = await browser.newPage()
  await page.goto(host.url)
  await installed(page, next.patch?.from ?? '')
  const worker = await workerSession(browser)
  const pid = await processOf(browser, worker)
  const free = await spin(worker)
  await watch(worker)
  await worker.send('HeapProfiler.collectGarbage')
  const letGo = times > 1 ? await slowed(pid, times, () => spin(worker)) : undefined
  const slower = (await spin(worker)) / free
  const { now } = memoryOf(pid)
  const before = busyOf(pid)
  forgetMost(pid)
  host.upload(next)
  const underWay = staged(page)
  const held = letGo ? await underWay.then(() => undefined) : await whileHeld(worker, underWay)
  const { most } = memoryOf(pid)
  const busy = busyOf(pid) - before
  await letGo?.()
  const strays = host.asked().filter((path) => path.startsWith('/static/'))
  if (strays.length > 0) throw new Error(`not made by the patch: ${strays.join(', ')}`)
  return { ...(await stagesOf(worker)), busy, memory: most - now, held, slower }
}

/** The page looks, has the release stored, and does not switch: what is measured is the worker's work alone. */
async function staged(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { hold, look } = window as unknown as Record<'hold' | 'look', () => void>
    hold()
    look()
  })
  // The page shares the worker's process: it is asked seldom, and the worker's own times tell how long it took.
  const isStaged = () => (window as unknown as { isOffered(): boolean }).isOffered()
  await page.waitForFunction(isStaged, undefined, { timeout: 60_000, polling: 500 })
}
