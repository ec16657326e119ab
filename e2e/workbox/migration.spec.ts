import type { Page } from '@playwright/test'
import type { Tablet } from '../story.ts'
import type { Kind } from './builds.ts'
import { cachesOf, expect, isControlled, look, test, workerOf } from './story.ts'

/** Each step is one of docs/migration.md. */
const OLD_CACHES = ['photos', 'workbox-precache-v2-/']

const isStored = (page: Page) => expect.poll(() => page.evaluate(() => window.updates?.state.stored)).toBe(true)

/** The old app has a cache of its own beside its precache, and another app of the origin has one too. */
async function fillCaches(page: Page): Promise<void> {
  await page.evaluate(() => Promise.all(['photos', 'of another app'].map((name) => caches.open(name))))
}

test.describe('from Workbox to Relevo', () => {
  for (const { where, script, recipe } of [
    { where: 'the same URL', script: '/sw.js', recipe: {} },
    {
      where: 'another URL',
      script: '/relevo-sw.js',
      recipe: { worker: 'relevo-sw.js', files: { 'sw.js': `importScripts('relevo-sw.js')\n` } },
    },
  ]) {
    test(`at ${where}: open pages switch when they may, and old caches go once the release is stored`, async ({
      server,
      tablet,
      publish,
    }) => {
      await publish('w1', 'generated')
      const page = await tablet.open()
      await isControlled(page)
      await fillCaches(page)
      const second = await tablet.open()
      await tablet.shows('w1', second)
      await publish('m2', 'relevo', recipe)
      await look(page)
      await look(second)
      await tablet.reaches('staged', page)
      await tablet.reaches('staged', second)

      await tablet.accept(second)
      await tablet.shows('m2', second)
      await isStored(second)
      await tablet.shows('w1', page)
      await page.locator('#lazy').click()
      await expect(page.locator('#said')).toHaveText('lazy of w1')
      expect(await cachesOf(page)).toEqual(['of another app', ...OLD_CACHES, 'relevo:/'].sort())

      await tablet.accept(page)
      await tablet.shows('m2', page)
      await publish('m3', 'relevo', recipe)
      for (const each of [page, second]) {
        await look(each)
        await tablet.accept(each)
        await tablet.shows('m3', each)
        await tablet.reaches('current', each)
      }
      await expect.poll(() => cachesOf(page)).toEqual(['of another app', 'relevo:/'])
      await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'm3', phase: 'current' })

      // Chromium may have the newest script wait for the last page to be closed.
      await page.close()
      const next = await startAnew(tablet, 'm3')
      await expect.poll(() => workerOf(next)).toBe(script)
    })

    test(`at ${where}: a tablet that was off meanwhile starts from what Workbox kept, and follows`, async ({
      tablet,
      publish,
    }) => {
      await publish('w1', 'generated')
      const page = await tablet.open('policy=auto')
      await isControlled(page)
      await page.close()
      await publish('m2', 'relevo', recipe)
      const again = await tablet.open('policy=auto')
      await tablet.shows('m2')
      await isStored(again)
      await expect.poll(() => cachesOf(again)).toEqual(['relevo:/'])
      const next = await startAnew(tablet, 'm2', 'policy=auto')
      await expect.poll(() => workerOf(next)).toBe(script)
    })
  }

  test('with one page the old caches go at once, and the app starts without a network', async ({
    tablet,
    wire,
    publish,
  }) => {
    await publish('w1', 'handwritten')
    await publish('w1b', 'generated')
    const page = await tablet.open('policy=auto')
    await isControlled(page)
    await fillCaches(page)
    await publish('m2', 'relevo')
    await look(page)
    await tablet.shows('m2')
    await expect.poll(() => cachesOf(page)).toEqual(['of another app', 'relevo:/'])
    wire.fault(() => ({ do: 'cut' }))
    await page.reload()
    await tablet.shows('m2')
  })

  test('a tablet whose network goes between worker and release starts from what Workbox kept, and is on Relevo after', async ({
    tablet,
    wire,
    publish,
  }) => {
    await publish('w1', 'generated')
    const page = await tablet.open()
    await isControlled(page)
    await publish('m2', 'relevo')
    await look(page)
    await tablet.reaches('staged')
    wire.fault(() => ({ do: 'cut' }))
    const again = await startAnew(tablet, 'w1')
    await again.locator('#lazy').click()
    await expect(again.locator('#said')).toHaveText('lazy of w1')
    wire.fault(undefined)
    await look(again)
    await tablet.accept(again)
    await tablet.shows('m2')
    await isStored(again)
    await expect.poll(() => cachesOf(again)).toEqual(['relevo:/'])
  })

  for (const { kind, next } of [
    { kind: 'pwa-auto', next: 'reloads itself' },
    { kind: 'pwa-prompt', next: 'is on it with one of its next starts' },
  ] satisfies { kind: Kind; next: string }[]) {
    test(`a page without Relevo, ${kind}, ${next}`, async ({ tablet, publish }) => {
      await publish('w1', kind)
      const page = await tablet.open()
      await isControlled(page)
      await tablet.shows('w1')
      await publish('m2', 'relevo')
      // What the browser does by itself when a page of the scope is loaded, and some apps by a timer.
      await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
      const shown = kind === 'pwa-prompt' ? await startAnew(tablet, 'm2') : page
      await tablet.shows('m2', shown)
      await isStored(shown)
      await expect.poll(() => cachesOf(shown)).toEqual(['relevo:/'])
    })
  }
})

/**
 * Start the app again until it shows this release, as whoever stands before the tablet does. Chromium lets a worker take over
 * once the one before is idle, or its last page is closed, and takes its time for that on a busy machine: it is not always the
 * very next start. One in the middle of it never comes (Chromium 156): neither worker hears of it.
 */
async function startAnew(tablet: Tablet, version: string, query = ''): Promise<Page> {
  tablet.context.setDefaultNavigationTimeout(5_000)
  await expect(async () => {
    await tablet.page.close()
    await tablet.open(query)
    await expect(tablet.page.locator('#release')).toHaveText(version, { timeout: 3_000 })
  }).toPass({ timeout: 40_000 })
  tablet.context.setDefaultNavigationTimeout(0)
  return tablet.page
}

test.describe('from Relevo to Workbox', () => {
  for (const { where, script, recipe } of [
    { where: 'the same URL', script: '/sw.js', recipe: {} },
    { where: 'another URL', script: '/workbox-sw.js', recipe: { worker: 'workbox-sw.js' } },
  ]) {
    test(`at ${where}: first the order to go, then the release`, async ({ server, tablet, publish }) => {
      await publish('m1', 'relevo')
      const page = await tablet.open('policy=auto')
      await isStored(page)
      await server.relevo('directive', 'unregister', '--json')
      await look(page)
      await expect.poll(() => tablet.stored(page)).toEqual([])
      await publish('w2', 'generated', recipe)
      await look(page)
      await tablet.shows('w2')
      await isControlled(page)
      expect(await workerOf(page)).toBe(script)
      await publish('w3', 'generated', recipe)
      await look(page)
      await tablet.shows('w3')
      await server.relevo('directive', 'none', '--json')
      await look(page)
      await page.reload()
      await tablet.shows('w3')
      expect(await workerOf(page)).toBe(script)
    })

    test(`at ${where}: a tablet that was off meanwhile starts from its store, and follows`, async ({
      server,
      tablet,
      wire,
      publish,
    }) => {
      await publish('m1', 'relevo')
      const page = await tablet.open('policy=auto')
      await isStored(page)
      await page.close()
      wire.fault(() => ({ do: 'cut' }))
      await server.relevo('directive', 'unregister', '--json')
      await publish('w2', 'generated', recipe)
      wire.fault(undefined)
      const again = await tablet.open('policy=auto')
      await tablet.shows('w2')
      await isControlled(again)
      expect(await workerOf(again)).toBe(script)
      expect(await cachesOf(again)).toContain('workbox-precache-v2-/')
      expect(await tablet.stored(again)).toEqual([])
    })
  }
})
