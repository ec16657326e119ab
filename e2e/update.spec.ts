import { manifestOf } from './server.ts'
import { expect, test } from './story.ts'

/** Files of r2 whose bytes r1 does not have, by the URL they are fetched from. */
async function changedFiles(): Promise<string[]> {
  const [before, after] = [await manifestOf('r1'), await manifestOf('r2')]
  const kept = new Set(Object.values(before.files).map((file) => file.sha256))
  const changed = new Set(Object.values(after.files).map((file) => file.sha256))
  return [...changed.difference(kept)].map((sha256) => `/releases/files/${sha256}`).sort()
}

for (const way of ['hint', 'polling'] as const) {
  test(`a release reaches a tablet by ${way}: it downloads what changed, asks, and switches on consent`, async ({
    server,
    wire,
    tablet,
  }) => {
    await server.publish('r1')
    const page = await tablet.settle('r1', way === 'hint' ? '' : 'mqtt=off&checkEvery=1')
    if (way === 'hint') await expect.poll(async () => (await server.tablet('lobby-1'))?.release).toBe('r1')
    wire.forget()
    await server.publish('r2')
    await tablet.reaches('staged')
    await tablet.shows('r1')
    expect(wire.requests.filter((path) => path.startsWith('/releases/files/')).sort()).toEqual(await changedFiles())
    await tablet.accept()
    await tablet.shows('r2')
    await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2', phase: 'current' })
    await expect(page.getByRole('button', { name: 'Update now' })).toBeHidden()
  })
}

test('what speaks MQTT is fetched once the page has loaded, and nothing of it before', async ({ server, tablet }) => {
  await server.publish('r1')
  const page = await tablet.open()
  const sinceLoad = () =>
    page.evaluate(async () => {
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
      const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      // What it fetches itself to look into it is told as well.
      const scripts = resources.filter(({ name, initiatorType }) => name.endsWith('.js') && initiatorType !== 'fetch')
      const codes = await Promise.all(scripts.map(async ({ name }) => (await fetch(name)).text()))
      return scripts
        .filter((_, i) => codes[i]?.includes('new WebSocket('))
        .map(({ startTime }) => startTime - (navigation?.loadEventStart || Number.POSITIVE_INFINITY))
    })
  // A check-in, which makes it online too, may come before.
  await expect.poll(async () => (await sinceLoad()).length).toBe(1)
  expect((await sinceLoad())[0]).toBeGreaterThan(0)
})

test('a first visit is never reloaded under the person', async ({ server, tablet }) => {
  await server.publish('r1')
  const page = await tablet.open()
  await page.evaluate(() => Object.assign(window, { mark: 'the first document' }))
  await expect.poll(() => page.evaluate(() => window.updates?.state.stored)).toBe(true)
  expect(await page.evaluate(() => 'mark' in window && navigator.serviceWorker.controller !== null)).toBe(true)
})

test('force switches without consent, and waits for a call', async ({ server, tablet }) => {
  await server.publish('r1')
  const page = await tablet.settle('r1')
  await page.evaluate(() => window.updates.hold('call'))
  await server.publish('r2', '--force')
  await tablet.reaches('staged')
  // A look, and its news, is more than enough of an occasion to switch.
  expect(await page.evaluate(() => window.updates.checkForUpdate())).toEqual({ update: true, version: 'r2' })
  await tablet.shows('r1')
  await page.evaluate(() => window.updates.free('call'))
  await tablet.shows('r2')
})

test('force ends a call that lasts longer than maxHold', async ({ server, tablet }) => {
  await server.publish('r1')
  const page = await tablet.settle('r1', 'maxHold=2')
  await page.evaluate(() => window.updates.hold('call'))
  await server.publish('r2', '--force')
  await tablet.shows('r2')
})

test('a prompt nobody answers switches when its countdown ends', async ({ server, tablet }) => {
  await server.publish('r1')
  await tablet.settle('r1', 'countdown=3')
  await server.publish('r2')
  await tablet.shows('r2')
})

test('a tablet that was off learns of the release when it starts', async ({ server, tablet }) => {
  await server.publish('r1')
  const page = await tablet.settle('r1', 'policy=auto')
  await page.close()
  await server.publish('r2')
  await tablet.open('policy=auto')
  await tablet.shows('r2')
})

test('a tablet with an id in its URL stays one tablet when its storage is wiped', async ({ server, tablet }) => {
  await server.publish('r1')
  await tablet.settle('r1')
  const session = await tablet.context.newCDPSession(tablet.page)
  await session.send('Storage.clearDataForOrigin', { origin: tablet.origin, storageTypes: 'all' })
  await tablet.page.close()
  await tablet.settle('r1')
  const { body } = await server.api('GET', '/api/tablets')
  expect(body).toMatchObject({ count: 1, data: [{ id: 'lobby-1', release: 'r1' }] })
})
