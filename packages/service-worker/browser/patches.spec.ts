import { type Files, panel, sha256 } from './panel.ts'
import { expect, test } from './story.ts'

/** Like text, and of no great use to a compressor. */
const noise = (length: number, seed: number) => Buffer.from(Uint8Array.from({ length }, (_, n) => (n * n * seed) >> 5))
const big = noise(300_000, 7)
const edited = (bytes: Buffer) =>
  Buffer.concat([bytes.subarray(0, 1_000), Buffer.from('edited'), bytes.subarray(1_200)])
/** Sorted by path, the contents come in this order: made early, the victim, the page. */
const r1 = panel('r1', { more: { 'a/early.bin': noise(200_000, 3), 'data/victim.bin': big } })
const r2 = panel('r2', {
  more: { 'a/early.bin': edited(noise(200_000, 3)), 'data/victim.bin': edited(big), 'año.txt': 'ñ' },
})
const hashesOf = (...releases: Files[]) =>
  [...new Set(releases.flatMap((files) => Object.values(files).map(sha256)))].toSorted()
const hashOf = (files: Files, path: string) => sha256(files[path] as string)
const changed = hashesOf(r2).filter((hash) => !hashesOf(r1).includes(hash))

test('an update is one request, and is the release', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2)
  const patch = host.offer('r2', 'r1', undefined, 'gzip')
  host.requests = []
  const { done } = await tablet.ask(page, host.stageByPatch('r2', ['r0', 'r1']))
  expect(done).toMatchObject({ staged: 'r2', patched: { version: 'r2', outcome: 'applied' } })
  expect(host.requests).toEqual([patch])
  const { loaded, total } = (await page.evaluate(() => window.progress.at(-1))) ?? {}
  expect(loaded).toBe(total)
  expect(total).toBe(changed.reduce((sum, hash) => sum + sizeOf(r2, hash), 0))

  expect(await tablet.ask(page, { ask: 'switch', version: 'r2' })).toHaveProperty('done')
  await host.stop()
  await page.reload()
  await tablet.shows(page, 'r2')
  expect(await page.evaluate(async () => (await fetch('a%C3%B1o.txt')).text())).toBe('ñ')
  expect((await tablet.hashes(page)).toSorted()).toEqual(hashesOf(r1, r2))
  expect(await tablet.state(page)).toMatchObject({ patched: { version: 'r2', outcome: 'applied' } })
})

/** What is wrong, how it is reported, and what is downloaded in full for it. */
const TROUBLES: {
  how: string
  outcome: string
  files: string[]
  alter?: (bytes: Buffer) => Buffer
  fault?: 404 | 'html' | 'cut' | 'hang' | 'truncate'
}[] = [
  { how: 'is not there', outcome: 'unreachable', files: changed, fault: 404 },
  { how: 'is HTML of a captive portal', outcome: 'illegal', files: changed, fault: 'html' },
  { how: 'does not come', outcome: 'unreachable', files: changed, fault: 'cut' },
  { how: 'falls silent', outcome: 'unreachable', files: changed, fault: 'hang' },
  {
    how: 'is made from another release',
    outcome: 'other-source',
    files: changed,
    alter: (bytes) => bytes.fill('x', 4, 36),
  },
  { how: 'is of another version', outcome: 'illegal', files: changed, alter: (bytes) => bytes.fill(2, 3, 4) },
  {
    how: 'has other bytes',
    outcome: 'wrong-bytes',
    files: ['a/early.bin', 'data/victim.bin'].map((path) => hashOf(r2, path)),
    alter: (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('edited', 'EDITED'), 'latin1'),
  },
]

for (const { how, outcome, files, alter, fault } of TROUBLES)
  test.describe('when it is asked for', () => {
    if (fault === 'hang') test.use({ options: '{ fileTimeout: 1000 }' })

    test(`a patch that ${how} costs nothing but its use`, async ({ host, tablet }) => {
      host.publish('r1', r1)
      const page = await tablet.settle('r1')
      host.publish('r2', r2)
      const patch = host.offer('r2', 'r1', alter)
      host.fault = (path) => (path === patch ? fault : undefined)
      host.requests = []
      const { done } = await tablet.ask(page, host.stageByPatch('r2', ['r1']))
      expect(done).toMatchObject({ staged: 'r2', patched: { version: 'r2', outcome } })
      expect(host.requests[0]).toBe(patch)
      expect(host.downloads().toSorted()).toEqual(files.toSorted())
      expect((await tablet.hashes(page)).toSorted()).toEqual(hashesOf(r1, r2))
    })
  })

test('a server that has too much to do is waited for: a patch is not replaced by files', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2)
  const patch = host.offer('r2', 'r1')
  host.requests = []
  host.fault = () => (host.requests.length < 3 ? 'busy' : undefined)
  const { done } = await tablet.ask(page, host.stageByPatch('r2', ['r1']))
  expect(done).toMatchObject({ staged: 'r2', patched: { version: 'r2', outcome: 'applied' } })
  expect(host.requests).toEqual([patch, patch, patch])
})

for (const what of ['altered', 'gone'] as const)
  test(`an old file that is ${what} costs only what copies from it`, async ({ host, tablet }) => {
    host.publish('r1', r1)
    const page = await tablet.settle('r1')
    host.publish('r2', r2)
    host.offer('r2', 'r1')
    await page.evaluate(
      async ([hash = '', what]) => {
        const store = await caches.open('relevo:/')
        const [key] = (await store.keys()).filter(({ url }) => url.endsWith(hash))
        if (!key) throw new Error('not stored')
        if (what === 'gone') await store.delete(key)
        else await store.put(key, new Response('something else'))
      },
      [hashOf(r1, 'data/victim.bin'), what],
    )
    host.requests = []
    const { done } = await tablet.ask(page, host.stageByPatch('r2', ['r1']))
    expect(done).toMatchObject({ staged: 'r2', patched: { version: 'r2', outcome: 'wrong-bytes' } })
    expect(host.downloads()).toEqual([hashOf(r2, 'data/victim.bin')])
  })

/** The release lacks a file at the server: it fails, whatever its patch did. */
for (const what of ['could not be used', 'ended the worker'] as const)
  test(`a patch that ${what} twice is not fetched again`, async ({ host, tablet }) => {
    host.publish('r1', r1)
    const page = await tablet.settle('r1')
    host.publish('r2', r2)
    const patch = host.offer('r2', 'r1', (bytes) => bytes.fill(2, 3, 4))
    const { promise, resolve } = Promise.withResolvers<void>()
    host.fault = (path) => {
      if (path === patch && what === 'ended the worker') return { wait: promise }
      return path.includes(hashOf(r2, 'index.html')) ? 404 : undefined
    }
    host.requests = []
    const tries = () => host.requests.filter((path) => path === patch).length
    for (const time of [1, 2]) {
      const asked = tablet.ask(page, host.stageByPatch('r2', ['r1'])).catch(() => undefined)
      await expect.poll(tries).toBe(time)
      if (what === 'ended the worker') await tablet.stopWorker(page)
      else expect(await asked).toMatchObject({ failed: { code: 'file-missing' } })
    }
    resolve()
    host.fault = () => undefined
    if (what === 'could not be used')
      expect(await tablet.state(page)).toMatchObject({ patched: { version: 'r2', outcome: 'illegal' } })
    expect(await tablet.ask(page, host.stageByPatch('r2', ['r1']))).toMatchObject({ done: { staged: 'r2' } })
    expect(tries()).toBe(2)
  })

const r2ByHalves = panel('r2', {
  more: { 'data/victim.bin': noise(300_000, 11), 'a/early.bin': edited(noise(200_000, 3)) },
})
const early = hashOf(r2ByHalves, 'a/early.bin')
const late = hashOf(r2ByHalves, 'data/victim.bin')

test('of a patch that is cut off in the middle, what it made stays', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2ByHalves)
  const patch = host.offer('r2', 'r1')
  const { promise, resolve } = Promise.withResolvers<void>()
  host.fault = (path) => (path === patch ? { wait: promise, from: 'half', cut: true } : undefined)
  host.requests = []
  const asked = tablet.ask(page, host.stageByPatch('r2', ['r1']))
  await expect.poll(() => tablet.hashes(page)).toContain(early)
  resolve()
  expect(await asked).toMatchObject({ done: { staged: 'r2', patched: { version: 'r2', outcome: 'unreachable' } } })
  expect(host.downloads()).toContain(late)
  expect(host.downloads()).not.toContain(early)
  expect(host.requests.some((path) => path.includes('manifest'))).toBe(false)
})

test('a worker that is stopped in the middle of a patch goes on with what is missing', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2ByHalves)
  const patch = host.offer('r2', 'r1')
  const { promise, resolve } = Promise.withResolvers<void>()
  host.fault = (path) => (path === patch ? { wait: promise, from: 'half' } : undefined)
  void tablet.ask(page, host.stageByPatch('r2', ['r1'])).catch(() => 'the worker that was asked is gone')
  await expect.poll(() => tablet.hashes(page)).toContain(early)
  await tablet.stopWorker(page)
  expect(await tablet.hashes(page)).not.toContain(late)
  host.fault = () => undefined
  resolve()
  const { done } = await tablet.ask(page, host.stageByPatch('r2', ['r1']))
  expect(done).toMatchObject({ staged: 'r2', patched: { version: 'r2', outcome: 'applied' } })
  expect(host.downloads().slice(hashesOf(r1).length)).toEqual([])
  const { loaded, total } = (await page.evaluate(() => window.progress.at(-1))) ?? {}
  expect(loaded).toBe(total)
})

test('a newer wish ends a patch that is on its way, and is not kept waiting', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2ByHalves)
  const patch = host.offer('r2', 'r1')
  const { promise, resolve } = Promise.withResolvers<void>()
  host.fault = (path) => (path === patch ? { wait: promise, from: 'half' } : undefined)
  const older = tablet.ask(page, host.stageByPatch('r2', ['r1']))
  await expect.poll(() => tablet.hashes(page)).toContain(early)
  host.publish('r3', r2)
  host.offer('r3', 'r1')
  expect(await tablet.ask(page, host.stageByPatch('r3', ['r1']))).toMatchObject({ done: { staged: 'r3' } })
  expect(await older).toEqual({ failed: { code: 'network', detail: 'r3 was wanted instead' } })
  resolve()
})

test('two pages that ask for one release share its patch', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const [one, two] = [await tablet.settle('r1'), await tablet.open()]
  host.publish('r2', r2)
  const patch = host.offer('r2', 'r1')
  host.requests = []
  const asked = [one, two].map((page) => tablet.ask(page, host.stageByPatch('r2', ['r1'])))
  for (const reply of await Promise.all(asked)) expect(reply).toMatchObject({ done: { staged: 'r2' } })
  expect(host.requests).toEqual([patch])
})

test('the release that runs is what a patch is taken from, else one that is kept beside it', async ({
  host,
  tablet,
}) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2)
  await tablet.switchTo(page, 'r2')
  await page.reload()
  await page.evaluate(() => window.up)
  host.publish('r3', panel('r3', { more: { 'data/victim.bin': Buffer.concat([big, big]) } }))
  const [fromNew, fromOld] = [host.offer('r3', 'r2'), host.offer('r3', 'r1')]
  host.requests = []
  expect(await tablet.ask(page, host.stageByPatch('r3', ['r1', 'r2']))).toMatchObject({ done: { staged: 'r3' } })
  expect(host.requests).toEqual([fromNew])

  host.publish('r4', panel('r4', { more: { 'data/victim.bin': Buffer.concat([big, big, big]) } }))
  host.requests = []
  expect(await tablet.ask(page, { ...host.stageByPatch('r4', ['r1']), whole: undefined })).toMatchObject({
    done: { staged: 'r4' },
  })
  expect(host.requests).not.toContain(fromOld)
  expect(host.requests[0]).toBe('/releases/patches/r4/r1')
})

test('a disk that is full refuses the patch as it does files, and the release before still starts', async ({
  host,
  tablet,
}) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2)
  host.offer('r2', 'r1')
  const session = await tablet.context.newCDPSession(page)
  await session.send('Storage.overrideQuotaForOrigin', { origin: host.origin, quotaSize: 1_000_000 })
  host.requests = []
  expect(await tablet.ask(page, host.stageByPatch('r2', ['r1']))).toMatchObject({ failed: { code: 'no-space' } })
  expect(host.downloads()).toEqual([])
  await host.stop()
  await page.reload()
  await tablet.shows(page, 'r1')
})

test.describe('when the browser flatters about what is free', () => {
  test.use({ before: 'navigator.storage.estimate = async () => ({ quota: 1e9, usage: 1 })' })

  test('bytes that are refused in the middle of a patch are no space, and nothing wrong is kept', async ({
    host,
    tablet,
  }) => {
    host.publish('r1', r1)
    const page = await tablet.settle('r1')
    host.publish('r2', r2)
    host.offer('r2', 'r1')
    const session = await tablet.context.newCDPSession(page)
    await session.send('Storage.overrideQuotaForOrigin', { origin: host.origin, quotaSize: 1_000_000 })
    expect(await tablet.ask(page, host.stageByPatch('r2', ['r1']))).toMatchObject({ failed: { code: 'no-space' } })
    expect(await tablet.state(page)).toMatchObject({ active: 'r1', failed: {} })
    await session.send('Storage.overrideQuotaForOrigin', { origin: host.origin, quotaSize: 10_000_000 })
    expect(await tablet.ask(page, host.stageByPatch('r2', ['r1']))).toMatchObject({ done: { staged: 'r2' } })
  })
})

test('a tablet that has nothing gets the whole release in one answer', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const whole = host.offer('r1', undefined, undefined, 'gzip')
  const page = await tablet.open()
  await tablet.register(page)
  host.requests = []
  const { done } = await tablet.ask(page, host.stageByPatch('r1', [], true))
  expect(done).toMatchObject({ active: 'r1', patched: { version: 'r1', outcome: 'applied' } })
  expect(host.requests).toEqual([whole])
  await host.stop()
  await page.reload()
  await tablet.shows(page, 'r1')
})

test('a store that was wiped gets the whole release as well', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2)
  host.offer('r2', 'r1')
  const whole = host.offer('r2')
  expect(await tablet.ask(page, host.stageByPatch('r2', ['r1']))).toMatchObject({ done: { staged: 'r2' } })
  await page.evaluate(() => caches.delete('relevo:/'))
  host.requests = []
  expect(await tablet.ask(page, host.stageByPatch('r2', ['r1']))).toMatchObject({ done: { staged: 'r2' } })
  expect(host.requests).toEqual([whole])
})

test('a staged release that has lost a file fetches that one only', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2)
  const patch = host.offer('r2', 'r1')
  expect(await tablet.ask(page, host.stageByPatch('r2', ['r1']))).toMatchObject({ done: { staged: 'r2' } })
  const lost = hashOf(r2, 'data/victim.bin')
  await page.evaluate(async (hash) => (await caches.open('relevo:/')).delete(`relevo/files/${hash}`), lost)
  host.requests = []
  const { done } = await tablet.ask(page, host.stageByPatch('r2', ['r1']))
  expect(done).toMatchObject({ staged: 'r2', patched: { version: 'r2', outcome: 'applied' } })
  expect(host.requests).not.toContain(patch)
  expect(host.downloads()).toEqual([lost])
})

test('of a whole release that breaks off, what arrived stays and the rest comes file by file', async ({
  host,
  tablet,
}) => {
  host.publish('r1', r1)
  const whole = host.offer('r1')
  const { promise, resolve } = Promise.withResolvers<void>()
  host.fault = (path) => (path === whole ? { wait: promise, from: 'half', cut: true } : undefined)
  const page = await tablet.open()
  await tablet.register(page)
  host.requests = []
  const asked = tablet.ask(page, host.stageByPatch('r1', [], true))
  await expect.poll(() => tablet.hashes(page)).toContain(hashOf(r1, 'a/early.bin'))
  resolve()
  expect(await asked).toMatchObject({ done: { active: 'r1', patched: { version: 'r1', outcome: 'unreachable' } } })
  expect(host.downloads()).not.toContain(hashOf(r1, 'a/early.bin'))
  expect(host.downloads()).toContain(hashOf(r1, 'index.html'))
  expect((await tablet.hashes(page)).toSorted()).toEqual(hashesOf(r1))
})

test('a tablet that has some files of a release fetches the others, not the whole', async ({ host, tablet }) => {
  host.publish('r1', r1)
  const page = await tablet.settle('r1')
  host.publish('r2', r2)
  host.offer('r2')
  host.requests = []
  const { done } = await tablet.ask(page, host.stageByPatch('r2', ['r0']))
  expect(done).toMatchObject({ staged: 'r2' })
  expect(done?.patched).toBeUndefined()
  expect(host.downloads().toSorted()).toEqual(changed)
})

function sizeOf(files: Files, hash: string): number {
  return Buffer.byteLength(Object.values(files).find((content) => sha256(content) === hash) ?? '')
}
