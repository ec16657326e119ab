import type { Page } from '@playwright/test'
import { test as base, expect } from '../story.ts'
import { Builds, type Kind } from './builds.ts'

/** Stories of an app that has a Workbox worker, had one, or will have one. */
export const test = base.extend<
  { publish: (version: string, kind: Kind, recipe?: Parameters<Builds['folder']>[2]) => Promise<void> },
  { builds: Builds }
>({
  builds: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright demands a pattern
    async ({}, use) => {
      const builds = new Builds()
      await use(builds)
      await builds.remove()
    },
    { scope: 'worker' },
  ],
  publish: async ({ server, builds }, use) => {
    await use(async (version, kind, recipe) => {
      await server.relevo('publish', await builds.folder(version, kind, recipe), '--json')
    })
  },
})

/** The page looks for news now. */
export async function look(page: Page): Promise<void> {
  await page.evaluate(() => window.updates.checkForUpdate())
}

/** Whoever waits before the next try need not any longer. */
export async function comesOnline(page: Page): Promise<void> {
  await page.evaluate(() => void dispatchEvent(new Event('online')))
}

/** The script of the worker that answers this page, as a path. */
export function workerOf(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const { controller } = navigator.serviceWorker
    return controller ? new URL(controller.scriptURL).pathname : undefined
  })
}

/** Names of the caches on the tablet, without their scope. */
export function cachesOf(page: Page): Promise<string[]> {
  return page.evaluate(async () => (await caches.keys()).map((name) => name.replace(location.origin, '')).sort())
}

/** Until the page is answered by a worker that is done installing: from here on it starts without the network. */
export async function isControlled(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.reload()
  await expect.poll(() => workerOf(page)).toBeDefined()
}

export { expect }
