import { panel, sha256 } from './panel.ts'
import { expect, test } from './story.ts'

const r1 = panel('r1')
const r2 = panel('r2')
const lazy1 = sha256(r1['lazy-r1.js'] ?? '')

test('two pages run two releases, each with all of its files, also after the worker was stopped', async ({
  host,
  tablet,
}) => {
  host.publish('r1', r1)
  await (await tablet.settle('r1')).close()
  const older = await tablet.open()
  await tablet.shows(older, 'r1')
  host.publish('r2', r2)
  await tablet.switchTo(older, 'r2')
  const newer = await tablet.open()
  await newer.evaluate(() => window.up)
  await host.stop()
  await tablet.stopWorker(newer)
  expect(await older.evaluate(() => window.lazy())).toBe('lazy of r1')
  expect(await newer.evaluate(() => window.lazy())).toBe('lazy of r2')
})

test.describe('when an hour has passed', () => {
  test.use({
    before: `
      const now = Date.now
      let later = 0
      Date.now = () => now() + later
      self.addEventListener('message', ({ data }) => { if (data === 'an hour later') later += 3_600_000 })`,
  })

  test('what an open page needs stays as long as it is open', async ({ host, tablet }) => {
    host.publish('r1', r1)
    await (await tablet.settle('r1')).close()
    const older = await tablet.open()
    await tablet.shows(older, 'r1')
    for (const version of ['r2', 'r3']) {
      host.publish(version, panel(version, { boot: 'silent' }))
      await tablet.switchTo(older, version)
      const page = await tablet.open()
      await tablet.shows(page, version)
      await page.evaluate(() => navigator.serviceWorker.controller?.postMessage('an hour later'))
      const { trial } = await tablet.state(page)
      await tablet.ask(page, { ask: 'ready', token: trial?.token })
      await page.close()
    }
    host.publish('r4', panel('r4'))
    await tablet.ask(older, host.stage('r4'))
    expect(await tablet.state(older)).toMatchObject({ served: 'r1', active: 'r3', previous: 'r2', staged: 'r4' })
    await older.evaluate(() => navigator.locks.request('relevo:/', () => 'the sweep is over'))
    await host.stop()
    expect(await older.evaluate(() => window.lazy())).toBe('lazy of r1')
  })

  test('releases that nothing refers to are deleted, files that others share are not', async ({ host, tablet }) => {
    host.publish('r1', r1)
    let page = await tablet.settle('r1')
    for (const version of ['r2', 'r3']) {
      host.publish(version, panel(version, { boot: 'silent' }))
      await tablet.switchTo(page, version)
      await page.close()
      page = await tablet.open()
      await tablet.shows(page, version)
      await page.evaluate(() => navigator.serviceWorker.controller?.postMessage('an hour later'))
      const { trial } = await tablet.state(page)
      await tablet.ask(page, { ask: 'ready', token: trial?.token })
    }
    await expect.poll(() => tablet.hashes(page)).not.toContain(lazy1)
    expect(await tablet.hashes(page)).toContain(sha256(r1['shared.txt'] ?? ''))
    expect(await tablet.hashes(page)).toContain(sha256(r2['lazy-r2.js'] ?? ''))
    await host.stop()
    await page.reload()
    await tablet.shows(page, 'r3')
  })
})

test('a worker of a page gets the files of the release of its page', async ({ host, tablet }) => {
  const withWorker = (version: string) =>
    panel(version, {
      more: {
        'crunch.js': `importScripts('table.js'); postMessage(table)`,
        'table.js': `self.table = 'table of ${version}'`,
      },
    })
  host.publish('r1', withWorker('r1'))
  await (await tablet.settle('r1')).close()
  const older = await tablet.open()
  host.publish('r2', withWorker('r2'))
  await tablet.switchTo(older, 'r2')
  const newer = await tablet.open()
  await newer.evaluate(() => window.up)
  const crunched = (page: typeof older) =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          new Worker('crunch.js').onmessage = ({ data }) => resolve(data)
        }),
    )
  expect(await crunched(older)).toBe('table of r1')
  expect(await crunched(newer)).toBe('table of r2')
})

test('of two pages that came from the network, both get the files of their release once it is stored', async ({
  host,
  tablet,
}) => {
  host.publish('r1', r1)
  const [one, two] = [await tablet.open(), await tablet.open()]
  await tablet.register(one)
  for (const page of [one, two]) {
    await page.evaluate(() => window.ask({ ask: 'hello', running: 'r1', checkIn: window.checkIn }))
  }
  for (const page of [one, two]) {
    expect(await tablet.ask(page, host.stage('r1', true))).toMatchObject({ done: { active: 'r1' } })
  }
  await host.stop()
  expect(await one.evaluate(() => window.lazy())).toBe('lazy of r1')
  expect(await two.evaluate(() => window.lazy())).toBe('lazy of r1')
})

test('a tablet that goes without an update for months forgets the pages that are gone', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  await page.reload()
  /** Pages remembered; `more` that are long gone are put among them first. */
  const pins = (more: number) =>
    page.evaluate(
      (count) =>
        new Promise<number>((resolve) => {
          indexedDB.open('relevo:/').onsuccess = ({ target }) => {
            const { result } = target as IDBOpenDBRequest
            const state = result.transaction('state', 'readwrite').objectStore('state')
            state.get('record').onsuccess = ({ target }) => {
              const record = (target as IDBRequest<{ pins: Map<string, { release: string; at: number }> }>).result
              for (let i = 0; i < count; i++) record.pins.set(`page ${i}`, { release: 'r1', at: i })
              state.put(record, 'record').onsuccess = () => {
                result.close()
                resolve(record.pins.size)
              }
            }
          }
        }),
      more,
    )
  expect(await pins(100)).toBeGreaterThan(100)
  await tablet.state(page)
  await expect.poll(() => pins(0)).toBeLessThan(5)
  await host.stop()
  expect(await page.evaluate(() => window.lazy())).toBe('lazy of r1')
})

test('a page from the network is not mixed with the release in the store', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', { ...r2, 'shared.txt': 'another in r2' })
  const fresh = await tablet.context.newPage()
  await fresh.goto(`${host.url}not-listed.html`)
  await fresh.setContent('<script src="asking.js"></script>')
  const shared = (asker: typeof page) => asker.evaluate(async () => (await fetch('shared.txt')).text())
  expect(await shared(page)).toBe('the same in every release')
  expect(await shared(fresh)).toBe('another in r2')
})

test('a lost file is fetched again by its hash, checked and kept; what is there under it in its place is not given', async ({
  host,
  tablet,
}) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  await page.reload()
  const lose = () =>
    page.evaluate(async (hash) => {
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const key of await cache.keys()) if (key.url.endsWith(hash)) await cache.delete(key)
      }
    }, lazy1)
  await lose()
  host.requests = []
  expect(await page.evaluate(() => window.lazy())).toBe('lazy of r1')
  expect(host.downloads()).toEqual([lazy1])
  expect(await tablet.hashes(page)).toContain(lazy1)

  await lose()
  await page.reload()
  host.fault = (path) => (path.includes(lazy1) ? 'corrupt' : undefined)
  await expect(page.evaluate(() => window.lazy())).rejects.toThrow('Failed to fetch')
  expect(host.requests).not.toContain('/lazy-r1.js')
  expect(await tablet.hashes(page)).not.toContain(lazy1)
})

test.describe('a disk that never says that something is written', () => {
  test.use({
    before: `
      let isStuck = false
      self.addEventListener('message', ({ data }) => { if (data === 'stuck') isStuck = true })
      Object.defineProperty(IDBTransaction.prototype, 'oncomplete', {
        set(call) { this.addEventListener('complete', () => isStuck || call()) },
      })`,
  })

  test('keeps nobody from a release that is confirmed, nor from its files', async ({ host, tablet }) => {
    host.publish('r1', r1)
    const page = await tablet.settle('r1')
    await page.reload()
    await page.evaluate(() => navigator.serviceWorker.controller?.postMessage('stuck'))
    await host.stop()
    await page.reload()
    await tablet.shows(page, 'r1')
    expect(await page.evaluate(() => window.lazy())).toBe('lazy of r1')
  })
})
