import { manifestOf, panel, sha256 } from './panel.ts'
import { expect, test } from './story.ts'

const r1 = panel('r1')
const victim = Buffer.alloc(200_000, 'victim')
const r2 = panel('r2', { more: { 'data/victim.bin': victim } })
const isVictim = (path: string) => path.includes(sha256(victim))

const DAMAGES = [
  { how: 'with other bytes', fault: 'corrupt', code: 'file-corrupt', detail: 'data/victim.bin' },
  { how: 'cut in half', fault: 'truncate', code: 'network', detail: /^data\/victim\.bin: / },
  { how: 'as HTML of a captive portal', fault: 'html', code: 'file-corrupt', detail: 'data/victim.bin' },
  { how: 'never', fault: 'hang', code: 'network', detail: /^data\/victim\.bin: / },
  { how: 'as a broken connection', fault: 'cut', code: 'network', detail: /^data\/victim\.bin: / },
  { how: 'as 404', fault: 404, code: 'file-missing', detail: 'data/victim.bin: 404' },
  { how: 'as 503', fault: 503, code: 'server-error', detail: 'data/victim.bin: 503' },
] as const

for (const { how, fault, code, detail } of DAMAGES)
  test.describe('a download', () => {
    if (fault === 'hang') test.use({ options: '{ fileTimeout: 1000 }' })

    test(`a file that arrives ${how} is never stored, and its release is staged by asking again`, async ({
      host,
      tablet,
    }) => {
      host.publish('r1', r1)
      const page = await tablet.settle('r1')
      host.publish('r2', r2)
      host.fault = (path) => (isVictim(path) ? fault : undefined)
      const { failed } = await tablet.ask(page, host.stage('r2'))
      expect(failed?.code).toBe(code)
      expect(failed?.detail).toMatch(detail)
      expect(await tablet.hashes(page)).not.toContain(sha256(victim))
      expect(await tablet.state(page)).toMatchObject({ active: 'r1', failed: {} })
      await page.reload()
      await tablet.shows(page, 'r1')

      host.fault = () => undefined
      expect(await tablet.ask(page, host.stage('r2'))).toMatchObject({ done: { staged: 'r2' } })
      const others = host.downloads().filter((path) => !isVictim(path))
      expect(others.toSorted()).toEqual([...new Set(others)].toSorted())
    })
  })

test('a file that a cache on the way has spoiled is asked for past it', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2)
  host.fault = (path) => (isVictim(path) && !path.includes('?') ? 'corrupt' : undefined)
  expect(await tablet.ask(page, host.stage('r2'))).toMatchObject({ done: { staged: 'r2' } })
  const { loaded, total } = (await page.evaluate(() => window.progress.at(-1))) ?? {}
  expect(loaded).toBe(total)
})

const MANIFESTS = [
  { how: 'is HTML', fault: 'html', code: 'manifest-invalid' },
  { how: 'is not there', fault: 404, code: 'file-missing' },
  { how: 'does not come', fault: 'cut', code: 'network' },
] as const

for (const { how, fault, code } of MANIFESTS) {
  test(`a release whose manifest ${how} changes nothing`, async ({ host, tablet }) => {
    host.publish('r1', r1)
    const page = await tablet.settle('r1')
    host.publish('r2', r2)
    host.fault = (path) => (path.includes('manifest') ? fault : undefined)
    expect((await tablet.ask(page, host.stage('r2'))).failed?.code).toBe(code)
    expect(host.downloads().some(isVictim)).toBe(false)
  })
}

test('a manifest of another release than the one asked for is refused', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  const { manifest } = host.stage('r1')
  expect(await tablet.ask(page, { ...host.stage('r2'), manifest })).toEqual({
    failed: { code: 'manifest-invalid', detail: 'is of r1' },
  })
})

test('a worker that is stopped in mid-download goes on where it was, and fetches no verified file twice', async ({
  host,
  tablet,
}) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2)
  const { promise, resolve } = Promise.withResolvers<void>()
  host.fault = (path) => (isVictim(path) ? { wait: promise } : undefined)
  host.requests = []
  void tablet.ask(page, host.stage('r2')).catch(() => 'the worker that was asked is gone')
  const all = [manifestOf('r1', r1), manifestOf('r2', r2)].flatMap(({ files }) => Object.values(files))
  const others = new Set(all.map((file) => file.sha256).filter((hash) => hash !== sha256(victim)))
  await expect.poll(async () => (await tablet.hashes(page)).length).toBe(others.size)
  await expect.poll(() => host.downloads().some(isVictim)).toBe(true)
  await tablet.stopWorker(page)
  host.fault = () => undefined
  resolve()
  expect(await tablet.ask(page, host.stage('r2'))).toMatchObject({ done: { staged: 'r2' } })
  const fetched = host.downloads().filter((path) => !isVictim(path))
  expect(fetched.length).toBe(new Set(fetched).size)
})

test('two pages that ask for one release share its download', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const [one, two] = [await tablet.settle('r1'), await tablet.open()]
  host.publish('r2', r2)
  host.requests = []
  const [first, second] = await Promise.all([one, two].map((page) => tablet.ask(page, host.stage('r2'))))
  expect(first).toMatchObject({ done: { staged: 'r2' } })
  expect(second).toMatchObject({ done: { staged: 'r2' } })
  expect(host.downloads().length).toBe(new Set(host.downloads()).size)
})

test('a newer wish ends a download that is on its way', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2)
  host.publish('r3', panel('r3'))
  const { promise, resolve } = Promise.withResolvers<void>()
  host.fault = (path) => (isVictim(path) ? { wait: promise } : undefined)
  const older = tablet.ask(page, host.stage('r2'))
  await expect.poll(() => host.downloads().some(isVictim)).toBe(true)
  expect(await tablet.ask(page, host.stage('r3'))).toMatchObject({ done: { staged: 'r3' } })
  expect(await older).toEqual({ failed: { code: 'network', detail: 'r3 was wanted instead' } })
  resolve()
})

test('a page hears that the worker lives while the network is silent', async ({ host, tablet }) => {
  test.info().annotations.push({ type: 'takes', description: 'the 3 s of a heartbeat' })
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2)
  const { promise, resolve } = Promise.withResolvers<void>()
  host.fault = (path) => (path.includes('manifest') ? { wait: promise } : undefined)
  const asked = page.evaluate((question) => window.ask(question), { ...host.stage('r2') })
  const beats = () => page.evaluate(() => window.progress.length)
  await expect.poll(beats, { timeout: 10_000 }).toBeGreaterThanOrEqual(1)
  resolve()
  await asked
})

test('a disk that is full refuses the update, and the release before still starts', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  const session = await tablet.context.newCDPSession(page)
  await session.send('Storage.overrideQuotaForOrigin', { origin: host.origin, quotaSize: 100_000 })
  host.publish('r2', r2)
  expect(await tablet.ask(page, host.stage('r2'))).toMatchObject({ failed: { code: 'no-space' } })
  await host.stop()
  await page.reload()
  await tablet.shows(page, 'r1')
})

test.describe('when not even the state can be written', () => {
  test.use({
    before: `
      self.addEventListener('message', ({ data }) => {
        if (data !== 'full') return
        IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }
      })`,
  })

  test('the confirmed release starts, and one that waits for its trial does not', async ({ host, tablet }) => {
    host.publish('r1', { ...r1, 'crunch.js': `postMessage('crunched')` })
    const page = await tablet.settle('r1')
    host.publish('r2', r2)
    await tablet.switchTo(page, 'r2')
    await page.evaluate(() => navigator.serviceWorker.controller?.postMessage('full'))
    expect(await tablet.ask(page, { ask: 'told', version: 'none' })).toMatchObject({ failed: { code: 'no-space' } })
    await host.stop()
    await page.reload()
    await tablet.shows(page, 'r1')
    expect(await page.evaluate(() => window.lazy())).toBe('lazy of r1')
    const crunched = page.evaluate(
      () =>
        new Promise((resolve) => {
          const worker = new Worker('crunch.js')
          worker.onmessage = ({ data }) => resolve(data)
          worker.onerror = () => resolve('not to be had')
        }),
    )
    expect(await crunched).toBe('crunched')
  })
})

test.describe('when the browser says how much is free', () => {
  test.use({ before: 'navigator.storage.estimate = async () => ({ quota: 100_000, usage: 1 })' })

  test('a release that does not fit is refused before a file of it is fetched', async ({ host, tablet }) => {
    host.publish('r1', r1)
    const page = await tablet.settle('r1')
    host.publish('r2', r2)
    host.requests = []
    const { failed } = await tablet.ask(page, host.stage('r2'))
    expect(failed?.code).toBe('no-space')
    expect(failed?.detail).toMatch(/^22\d{4} of 99999 bytes$/)
    expect(host.downloads()).toEqual([])
  })
})

test('odd names, an empty file and 30 MB are kept and served byte for byte', async ({ host, tablet }) => {
  const odd = {
    'fotos/año nuevo.png': 'photo',
    'a b+c.txt': 'plus',
    '100%.txt': 'percent',
    '日本語/名前.json': '{}',
    constructor: 'no prototype',
    'empty.txt': '',
    'empty.js': '',
    'data/big.bin': Buffer.alloc(30_000_000, 'relevo '),
  }
  host.publish('r1', panel('r1', { more: odd }))
  const page = await tablet.settle('r1')
  await page.reload()
  await tablet.shows(page, 'r1')
  await host.stop()
  const found = await page.evaluate(async (paths) => {
    const read: Record<string, unknown> = {}
    for (const path of paths) {
      const response = await fetch(path.split('/').map(encodeURIComponent).join('/'))
      const bytes = await response.arrayBuffer()
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
      const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
      read[path] = { sha256, size: bytes.byteLength, type: response.headers.get('content-type') }
    }
    return read
  }, Object.keys(odd))
  expect(found).toEqual(manifestOf('r1', odd).files)
})
