import type { CDPSession, Page } from '@playwright/test'
import { brokenWorker } from './broken-worker.ts'
import { manifestOf } from './server.ts'
import { expect, type Tablet, test } from './story.ts'

const WAY = 'policy=auto&checkEvery=2'

/** What the browser keeps for the app, in the test's hands. */
async function storage(tablet: Tablet): Promise<CDPSession> {
  return tablet.context.newCDPSession(tablet.page)
}

async function sizeOf(version: string): Promise<number> {
  const { files } = await manifestOf(version)
  return Object.values(files).reduce((sum, { size }) => sum + size, 0)
}

const trouble = (page: Page) => page.evaluate(() => window.updates.state.trouble)

test('a disk that cannot hold two releases gets the new one from the network, and says so', async ({
  server,
  tablet,
}) => {
  await server.publish('r1')
  await tablet.settle('r1', WAY)
  const session = await storage(tablet)
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: tablet.origin,
    quotaSize: (await sizeOf('r1')) + 400_000,
  })
  await server.publish('r2')
  await tablet.shows('r2')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2', phase: 'current' })
  // Whatever of it is stored or not: it starts, with the server and what it has, and the next release arrives too.
  await tablet.page.reload()
  await tablet.shows('r2')
  await session.send('Storage.overrideQuotaForOrigin', { origin: tablet.origin })
  await server.publish('r1', '--version', 'r1')
  await server.notify('r1')
  await tablet.shows('r1')
})

test('a release whose bytes are refused in mid-download comes by the network', async ({ server, tablet, wire }) => {
  await server.publish('r1')
  const broken = await brokenWorker(`
    let kept = 0
    const put = Cache.prototype.put
    Cache.prototype.put = function (...given) {
      if (++kept > self.room) throw new DOMException('full', 'QuotaExceededError')
      return put.apply(this, given)
    }
    self.room = ${Object.keys((await manifestOf('r1')).files).length + 2}`)
  wire.fault((path) => (path === '/sw.js' ? broken : undefined))
  await tablet.settle('r1', WAY)
  await server.publish('r2')
  await tablet.shows('r2')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2' })
})

for (const kinds of ['cache_storage', 'indexeddb', 'cache_storage,indexeddb', 'all']) {
  test(`a tablet whose ${kinds} was wiped between two starts starts, and is updated`, async ({ server, tablet }) => {
    await server.publish('r1')
    const page = await tablet.settle('r1', WAY)
    const session = await storage(tablet)
    await page.goto('about:blank')
    await session.send('Storage.clearDataForOrigin', { origin: tablet.origin, storageTypes: kinds })
    await page.goto(`${tablet.origin}/?tablet=lobby-1&${WAY}`)
    await tablet.shows('r1')
    await server.publish('r2')
    await tablet.shows('r2')
    await tablet.reaches('current')
    await expect.poll(() => page.evaluate(() => window.updates.state.stored)).toBe(true)
  })
}

test('a damaged record is as good as none: the tablet starts afresh and is updated', async ({ server, tablet }) => {
  await server.publish('r1')
  const page = await tablet.settle('r1', WAY)
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('relevo:/')
      request.onsuccess = () => resolve(request.result)
    })
    const transaction = database.transaction('state', 'readwrite')
    transaction.objectStore('state').put({ slots: 'garbage', pins: 7 }, 'record')
    await new Promise((resolve) => {
      transaction.oncomplete = resolve
    })
    database.close()
  })
  await page.reload()
  await tablet.shows('r1')
  await server.publish('r2')
  await tablet.shows('r2')
  await expect.poll(() => page.evaluate(() => window.updates.state.stored)).toBe(true)
})

for (const { how, before } of [
  { how: 'refused', before: `indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }` },
  {
    how: 'broken',
    before: `indexedDB.open = () => { const r = new EventTarget(); queueMicrotask(() => r.onerror({})); r.error = new DOMException('Internal error opening backing store', 'UnknownError'); return r }`,
  },
]) {
  test(`a browser whose IndexedDB is ${how} is updated by reload, and the server knows why`, async ({
    server,
    tablet,
    wire,
  }) => {
    await server.publish('r1')
    const broken = await brokenWorker(before)
    wire.fault((path) => (path === '/sw.js' ? broken : undefined))
    const page = await tablet.open(WAY)
    await tablet.shows('r1')
    await expect.poll(() => trouble(page)).toBe('storage-unavailable')
    await server.publish('r2')
    await tablet.shows('r2')
    await expect
      .poll(() => server.tablet('lobby-1'))
      .toMatchObject({ release: 'r2', withoutWorker: 'storage-unavailable' })
  })
}

test('the browser is asked to keep what is stored', async ({ server, tablet, context }) => {
  await context.addInitScript(() => {
    navigator.storage.persist = async () => {
      Object.assign(window, { askedToPersist: true })
      return true
    }
  })
  await server.publish('r1')
  const page = await tablet.settle('r1')
  expect(await page.evaluate(() => 'askedToPersist' in window)).toBe(true)
})
