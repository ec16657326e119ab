import { createHash } from 'node:crypto'
import { panel, sha256 } from './panel.ts'
import { expect, test } from './story.ts'

test.describe('below a base path', () => {
  test.use({ basePath: '/panel/' })

  test('an app is stored, updated and started from there', async ({ host, tablet }) => {
    host.publish('r1', panel('r1'))
    const page = await tablet.settle('r1')
    host.publish('r2', panel('r2'))
    await tablet.switchTo(page, 'r2')
    await page.reload()
    await page.evaluate(() => window.up)
    await host.stop()
    await page.goto(`${host.url}rooms/3`)
    expect(await page.locator('h1').textContent()).toBe('r2')
    await page.goto(host.url)
    await tablet.shows(page, 'r2')
    expect(await page.evaluate(() => caches.keys())).toEqual(['relevo:/panel/'])
  })
})

test.describe('navigations', () => {
  test.use({ options: '{ navigation: { deny: [/^\\/api\\//] } }' })

  test('to no file get the entry page, unless the app denies them; folders get their slash', async ({
    host,
    tablet,
  }) => {
    host.publish('r1', panel('r1', { more: { 'help/index.html': '<h1>help</h1>' } }))
    const page = await tablet.settle('r1')
    host.publish('r0', { 'api/stock': 'from the network', 'index.html': '<h1>the network</h1>' })
    const shows = async (path: string) => {
      await page.goto(host.url + path)
      return page.textContent('body')
    }
    expect(await shows('rooms?code=3')).toContain('r1')
    expect(await shows('help?from=wall')).toBe('help')
    expect(page.url()).toBe(`${host.url}help/?from=wall`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.goto(`${host.url}api/stock`).catch(() => 'it is no page'),
    ])
    expect(download.url()).toBe(`${host.url}api/stock`)
  })
})

test.describe('the headers of an answer', () => {
  test.use({ options: `{ headers: { 'cross-origin-opener-policy': 'same-origin' } }` })

  test('are the type of the release, the hash, and what the app adds; a piece is a piece', async ({ host, tablet }) => {
    host.publish('r1', panel('r1', { more: { 'ring.mp3': '0123456789' } }))
    const page = await tablet.settle('r1')
    await page.reload()
    await host.stop()
    const answer = (range?: string) =>
      page.evaluate(async (asked) => {
        const response = await fetch('ring.mp3', asked ? { headers: { range: asked } } : {})
        return { status: response.status, text: await response.text(), headers: Object.fromEntries(response.headers) }
      }, range)
    const whole = await answer()
    expect(whole).toMatchObject({ status: 200, text: '0123456789' })
    expect(whole.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '10',
      'cross-origin-opener-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    expect(whole.headers.etag).toMatch(/^"[0-9a-f]{64}"$/)
    const piece = await answer('bytes=2-4')
    expect(piece).toMatchObject({ status: 206, text: '234' })
    expect(piece.headers).toMatchObject({ 'content-range': 'bytes 2-4/10', 'content-length': '3' })
  })
})

test('a file that was stored with headers of before is stored anew, once', async ({ host, tablet }) => {
  host.publish('r1', panel('r1', { more: { 'ring.mp3': '0123456789' } }))
  const page = await tablet.settle('r1')
  await page.reload()
  const [key = ''] = (await tablet.hashes(page)).filter((hash) => hash === sha256('0123456789'))
  await page.evaluate(async (hash) => {
    const store = await caches.open('relevo:/')
    await store.put(`relevo/files/${hash}`, new Response(new TextEncoder().encode('0123456789')))
  }, key)
  const stored = () =>
    page.evaluate(async (hash) => {
      const found = await (await caches.open('relevo:/')).match(`relevo/files/${hash}`)
      return { type: found?.headers.get('content-type'), etag: found?.headers.get('etag'), text: await found?.text() }
    }, key)
  expect(await stored()).toMatchObject({ etag: null })
  await host.stop()
  expect(await page.evaluate(async () => (await fetch('ring.mp3')).text())).toBe('0123456789')
  await expect.poll(stored).toEqual({ type: 'application/octet-stream', etag: `"${key}"`, text: '0123456789' })
})

test('two paths with the same bytes have each its own type, whichever was stored first', async ({ host, tablet }) => {
  const more = { 'same.txt': 'the same bytes', 'same.json': 'the same bytes' }
  host.publish('r1', panel('r1', { more }))
  const page = await tablet.settle('r1')
  await page.reload()
  await host.stop()
  const typeOf = (path: string) =>
    page.evaluate(async (asked) => {
      const response = await fetch(asked)
      return [response.headers.get('content-type'), new URL(response.url).pathname, await response.text()]
    }, path)
  expect(await typeOf('same.txt')).toEqual(['text/plain; charset=utf-8', '/same.txt', 'the same bytes'])
  expect(await typeOf('same.json')).toEqual(['application/json', '/same.json', 'the same bytes'])
})

test('a script is run as it is stored: checked by its page, and with what it imports beside it', async ({
  host,
  tablet,
}) => {
  const script = `import { say } from './part.js'; document.title = say() + new URL(import.meta.url).pathname`
  const integrity = `sha256-${createHash('sha256').update(script).digest('base64')}`
  host.publish(
    'r1',
    panel('r1', {
      more: {
        'deep/index.html': `<title>none</title><script type="module" integrity="${integrity}" src="app.js"></script>`,
        'deep/app.js': script,
        'deep/part.js': `export const say = () => 'part of '`,
      },
    }),
  )
  const page = await tablet.settle('r1')
  await host.stop()
  await page.goto(`${host.url}deep/`)
  await expect(page).toHaveTitle('part of /deep/app.js')
})

test.describe('what no release holds', () => {
  test.use({
    options: `{ runtime: relevo.runtimeCaching([{ match: /\\/still$/, strategy: 'network-first', cacheName: 'stills' }]) }`,
  })

  test('is kept by the rules of the app', async ({ host, tablet }) => {
    host.publish('r1', panel('r1'))
    const page = await tablet.settle('r1')
    await page.reload()
    const still = () => page.evaluate(async () => (await fetch('/still')).text())
    const first = await still()
    const second = await still()
    expect(second).not.toBe(first)
    await expect
      .poll(() => page.evaluate(async () => (await (await caches.open('stills')).match('/still'))?.text()))
      .toBe(second)
    await host.stop()
    expect(await still()).toBe(second)
  })
})

test.describe('a rule of the app that keeps everything', () => {
  test.use({ options: `{ runtime: relevo.runtimeCaching([{ match: /./, strategy: 'cache-first' }]) }` })

  test('does not keep what the page asks not to store, such as the poll of version.json', async ({ host, tablet }) => {
    host.publish('r1', panel('r1'))
    const page = await tablet.settle('r1')
    await page.reload()
    const still = (cache: RequestCache) =>
      page.evaluate(async (how) => (await fetch('/still', { cache: how })).text(), cache)
    const poll = await still('no-store')
    expect(await still('no-store')).not.toBe(poll)
    const twice = async () => new Set([await still('default'), await still('default')])
    await expect.poll(async () => (await twice()).size).toBe(1)
    const again = await still('no-store')
    expect(await still('no-store')).not.toBe(again)
  })
})

test('what no release holds fails as it would without a worker', async ({ host, tablet }) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  await page.reload()
  await host.stop()
  const failure = page.evaluate(() => fetch('/still').then(String, (error) => error.name))
  expect(await failure).toBe('TypeError')
})

const BROKEN = [
  {
    what: 'its database',
    before: `Object.defineProperty(self, 'indexedDB', { get() { throw new Error('refused') } })`,
  },
  { what: 'its caches', before: `Object.defineProperty(self, 'caches', { get() { throw new Error('refused') } })` },
]

for (const { what, before } of BROKEN) {
  test.describe('a browser that refuses the worker', () => {
    test.use({ before })

    test(`${what} shows the app from the network, and says why nothing is stored`, async ({ host, tablet }) => {
      host.publish('r1', panel('r1'))
      const page = await tablet.open()
      await tablet.register(page)
      expect(await tablet.ask(page, host.stage('r1', true))).toMatchObject({
        failed: { code: 'storage-unavailable', detail: 'Error: refused' },
      })
      await page.reload()
      await tablet.shows(page, 'r1')
      expect(await page.evaluate(() => window.lazy())).toBe('lazy of r1')
      await page.goto(`${host.url}relevo/status`)
      await page.getByRole('button').click()
      await page.waitForURL('**/relevo/reset')
      await expect(page.locator('pre')).toContainText('refused')
    })
  })
}

test.describe('a database that neither opens nor fails', () => {
  test.use({
    // Waiting is made short, not left out.
    before: `
      IDBFactory.prototype.open = () => ({})
      const timeout = self.setTimeout
      self.setTimeout = (call, time, ...more) => timeout(call, time / 10, ...more)`,
  })

  test('keeps the app from its page for a while only: then the network shows it', async ({ host, tablet }) => {
    host.publish('r1', panel('r1'))
    const page = await tablet.open()
    await tablet.register(page)
    await page.reload()
    await tablet.shows(page, 'r1')
    expect(await tablet.ask(page, host.stage('r1', true))).toMatchObject({
      failed: { code: 'storage-unavailable', detail: 'Error: database silent' },
    })
  })
})
