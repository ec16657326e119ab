import type { Page } from '@playwright/test'
import { panel } from './panel.ts'
import { expect, test } from './story.ts'

/** Ten seconds of patience are half a second here. */
const HASTE = 'const later = self.setTimeout; self.setTimeout = (run, ms) => later(run, ms / 20)'

test.use({ options: `{ replaces: relevo.workboxCaches('photos') }` })

/** What a Workbox worker of this scope would have left behind, and what somebody else has on this origin. */
async function leaveBehind(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const html = (text: string) => new Response(text, { headers: { 'content-type': 'text/html' } })
    const precache = await caches.open(`workbox-precache-v2-${new URL('./', location.href).href}`)
    await precache.put('index.html?__WB_REVISION__=1', html('<h1>old</h1>'))
    await precache.put('old-chunk.js', new Response('an old chunk'))
    await (await caches.open('photos')).put('photos/door.jpg', new Response('an old photo'))
    await (await caches.open('of another app')).put('other.txt', new Response('theirs'))
  })
}

const text = (page: Page, path: string) => page.evaluate(async (path) => (await fetch(path)).text(), path)
const names = (page: Page) =>
  page.evaluate(async () => (await caches.keys()).map((name) => name.replace(location.origin, '')).sort())

test('what the network has comes from there, what it lost from the worker before, what nobody has is its 404', async ({
  host,
  tablet,
}) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.open()
  await leaveBehind(page)
  await tablet.register(page)
  await page.reload()
  await tablet.shows(page, 'r1')
  expect(await text(page, 'shared.txt')).toBe('the same in every release')
  expect(await text(page, 'old-chunk.js')).toBe('an old chunk')
  expect(await text(page, 'photos/door.jpg')).toBe('an old photo')
  expect(await page.evaluate(async () => (await fetch('nowhere.js')).status)).toBe(404)
  expect(await text(page, 'other.txt')).toBe('no such file')
})

for (const { how, fault } of [
  { how: 'is gone', fault: 'cut' },
  { how: 'answers 503', fault: 503 },
  { how: 'never answers', fault: { wait: new Promise<void>(() => undefined) } },
] as const)
  test.describe('without a release', () => {
    if (typeof fault === 'object') test.use({ before: HASTE })

    test(`a start of the app gets the page of before when the network ${how}`, async ({ host, tablet }) => {
      host.publish('r1', panel('r1'))
      const page = await tablet.open()
      await leaveBehind(page)
      await tablet.register(page)
      host.fault = () => fault
      for (const path of ['', '?tablet=lobby-1', 'floor/3']) {
        await page.goto(host.url + path)
        await expect(page.locator('h1')).toHaveText('old')
      }
    })
  })

test('once a release is stored and every page is of it, what was left behind goes, and nothing else', async ({
  host,
  tablet,
}) => {
  host.publish('r1', panel('r1'))
  const older = await tablet.open()
  await leaveBehind(older)
  const page = await tablet.settle('r1')
  await expect.poll(() => names(page)).toContain('relevo:/')
  expect(await names(page)).toEqual(['of another app', 'photos', 'relevo:/', 'workbox-precache-v2-/'])
  await older.close()
  host.publish('r2', panel('r2'))
  await tablet.switchTo(page, 'r2')
  await expect.poll(() => names(page)).toEqual(['of another app', 'relevo:/'])
})
