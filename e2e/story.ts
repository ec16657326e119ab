import { type BrowserContext, test as base, type Page } from '@playwright/test'
import { expect } from './expect.ts'
import { type FaultProxy, faultProxy } from './fault-proxy.ts'
import { Server } from './server.ts'

interface Manager {
  state: {
    phase: string
    running: string
    stored: boolean
    target?: string
    error?: string
    trouble?: string
    access?: string
  }
  hold(reason: string): void
  free(reason: string): void
  checkForUpdate(): Promise<unknown>
  rollback(): Promise<void>
  enrol(code: string): Promise<void>
}

declare global {
  interface Window {
    updates: Manager
  }
}

/** A server with the wire to it in the test's hands, and a tablet of its own storage. */
export const test = base.extend<{
  server: Server
  wire: FaultProxy
  tablet: Tablet
  serverEnv: Record<string, string>
}>({
  serverEnv: [{}, { option: true }],
  server: async ({ serverEnv }, use) => {
    const server = await Server.start(serverEnv)
    await use(server)
    await server.stop()
  },
  wire: async ({ server }, use) => {
    const wire = await faultProxy(server.port)
    await use(wire)
    await wire.close()
  },
  tablet: async ({ wire, context }, use) => {
    await use(new Tablet(context, wire.url))
  },
})

/** The browser of one tablet. */
export class Tablet {
  readonly context: BrowserContext
  readonly origin: string
  #page: Page | undefined

  constructor(context: BrowserContext, origin: string) {
    this.context = context
    this.origin = origin
  }

  get page(): Page {
    if (!this.#page) throw new Error('the tablet has not been opened')
    return this.#page
  }

  /** Launch the app as a kiosk app does, by URL. */
  async open(query = '', path = '/', id = 'lobby-1'): Promise<Page> {
    const page = await this.context.newPage()
    this.#page = page
    await page.goto(`${this.origin}${path}?tablet=${id}&${query}`)
    return page
  }

  /** Launch it and wait until its release is in the store: from here on it can be gone back to. */
  async settle(version: string, query = '', path = '/', id = 'lobby-1'): Promise<Page> {
    const page = await this.open(query, path, id)
    await this.shows(version)
    await expect.poll(() => page.evaluate(() => window.updates.state.stored)).toBe(true)
    return page
  }

  async shows(version: string, page = this.page): Promise<void> {
    await expect(page.locator('#release')).toHaveText(version)
  }

  /** What the page's manager says; `loading` while the page is between two documents. */
  async state(page = this.page): Promise<Pick<Manager['state'], 'phase'>> {
    try {
      return await page.evaluate(() => JSON.parse(JSON.stringify(window.updates?.state ?? { phase: 'loading' })))
    } catch (error) {
      if (String(error).includes('Execution context was destroyed')) return { phase: 'loading' }
      throw error
    }
  }

  /** Hashes of the files in the tablet's store. */
  stored(page = this.page): Promise<string[]> {
    return page.evaluate(async () => {
      const found: string[] = []
      for (const name of await caches.keys()) {
        for (const { url } of await (await caches.open(name)).keys()) found.push(...(/[0-9a-f]{64}/.exec(url) ?? []))
      }
      return found
    })
  }

  async reaches(phase: string, page = this.page): Promise<void> {
    await expect.poll(async () => (await this.state(page)).phase).toBe(phase)
  }

  /** The person says yes. */
  async accept(page = this.page): Promise<void> {
    await page.getByRole('button', { name: 'Update now' }).click()
  }
}

export { expect }
