import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BrowserContext, test as base, type CDPSession, expect, type Page } from '@playwright/test'
import { build, defaultClientConditions } from 'vite'
import { Host } from './host.ts'

/** What a page says and hears; see `panel.ts`. */
declare global {
  interface Window {
    ask(question: object): Promise<Reply>
    lazy(): Promise<string>
    up: Promise<unknown>
    progress: { loaded: number; total: number }[]
    tells: { tell: string; slots: State }[]
    registered: boolean
    checkIn: string
  }
}

export interface State {
  served?: string
  active?: string
  previous?: string
  staged?: string
  trial?: { version: string; token: string; deadline: number }
  patched?: { version: string; outcome: string }
  failed: Record<string, { code: string; detail?: string; told: boolean; retry?: string }>
}

export interface Reply {
  done?: State
  failed?: { code: string; detail?: string }
}

/** The worker as an app bundles it, with its options still open. */
async function buildWorker(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'relevo-worker-'))
  const entry = join(folder, 'entry.ts')
  const [source, runtime, workbox] = ['index.ts', 'runtime.ts', 'workbox.ts'].map((name) =>
    fileURLToPath(new URL(`../src/${name}`, import.meta.url)),
  )
  const exported = { serveReleases: source, runtimeCaching: runtime, workboxCaches: workbox }
  const lines = Object.entries(exported).map(([name, from]) => `export { ${name} } from '${from}'`)
  await writeFile(entry, lines.join('\n'))
  await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { conditions: ['@relevo/source', ...defaultClientConditions] },
    build: {
      outDir: join(folder, 'out'),
      lib: { entry, formats: ['iife'], name: 'relevo', fileName: () => 'worker.js' },
    },
  })
  const code = await readFile(join(folder, 'out/worker.js'), 'utf8')
  await rm(folder, { recursive: true })
  return code
}

interface Fixtures {
  /** Options of the worker, as JavaScript. */
  options: string
  /** JavaScript that runs before the worker's own. */
  before: string
  /** Where the app lives. */
  basePath: string
  host: Host
  tablet: Tablet
}

export const test = base.extend<Fixtures, { workerCode: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright demands a pattern
  workerCode: [async ({}, use) => use(await buildWorker()), { scope: 'worker' }],
  options: ['{}', { option: true }],
  before: ['', { option: true }],
  basePath: ['/', { option: true }],
  host: async ({ workerCode, options, before, basePath }, use) => {
    const host = new Host(() => `${before};${workerCode};relevo.serveReleases(self, ${options})`, basePath)
    await host.start()
    await use(host)
    await host.stop()
  },
  tablet: async ({ host, context }, use) => use(new Tablet(host, context)),
})

/** The browser of one tablet. */
export class Tablet {
  readonly host: Host
  readonly context: BrowserContext

  constructor(host: Host, context: BrowserContext) {
    this.host = host
    this.context = context
  }

  /** Open the app; from the network the first time. */
  async open(path = ''): Promise<Page> {
    const page = await this.context.newPage()
    await page.goto(this.host.url + path)
    return page
  }

  /** Open the app, register the worker and have the release that runs stored. */
  async settle(version: string, path = ''): Promise<Page> {
    const page = await this.open(path)
    await this.register(page)
    await page.evaluate((running) => window.ask({ ask: 'hello', running, checkIn: window.checkIn }), version)
    expect(await this.ask(page, this.host.stage(version, true))).toMatchObject({ done: { active: version } })
    return page
  }

  async register(page: Page): Promise<void> {
    await page.evaluate(async (base) => {
      await navigator.serviceWorker.register(`${base}sw.js`)
      await navigator.serviceWorker.ready
      if (!navigator.serviceWorker.controller)
        await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve))
    }, this.host.base)
  }

  /** Stage and switch; the next navigation gets it. */
  async switchTo(page: Page, version: string): Promise<void> {
    expect(await this.ask(page, this.host.stage(version))).toMatchObject({ done: { staged: version } })
    expect(await this.ask(page, { ask: 'switch', version })).toHaveProperty('done')
  }

  ask(page: Page, question: object): Promise<Reply> {
    return page.evaluate((asked) => window.ask(asked), question)
  }

  /** How things stand, as this page is told; `told` of a release that did not fail changes nothing. */
  async state(page: Page): Promise<State> {
    const said = await this.ask(page, { ask: 'told', version: 'none' })
    if (!said.done) throw new Error(JSON.stringify(said))
    return said.done
  }

  async shows(page: Page, version: string): Promise<void> {
    await expect(page.locator('h1')).toHaveText(version)
    await expect(page.locator('p')).toHaveText(`script of ${version}`)
  }

  /** The hashes in the store. */
  hashes(page: Page): Promise<string[]> {
    return page.evaluate(async () => {
      const found: string[] = []
      for (const name of await caches.keys()) {
        if (!name.startsWith('relevo:')) continue
        for (const { url } of await (await caches.open(name)).keys()) found.push(url.slice(-64))
      }
      return found
    })
  }

  /** Stop the worker as the browser does when it likes. */
  async stopWorker(page: Page): Promise<void> {
    const session: CDPSession = await this.context.newCDPSession(page)
    await session.send('ServiceWorker.enable')
    await session.send('ServiceWorker.stopAllWorkers')
    await session.detach()
  }
}

export { expect }
