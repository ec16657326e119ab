import type { Fault } from './fault-proxy.ts'
import { manifestOf } from './server.ts'
import { expect, test } from './story.ts'

const isFile = (path: string) => path.startsWith('/releases/files/')

async function hashOf(release: string, path: string): Promise<string> {
  const entry = (await manifestOf(release)).files[path]
  if (!entry) throw new Error(`${release} has no ${path}`)
  return entry.sha256
}

/** A promise with its key outside: the test decides when the wire delivers. */
function gate(): { open: () => void; until: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { open: resolve, until: promise }
}

test('a network that dies in mid-download: it resumes and fetches no verified file twice', async ({
  server,
  tablet,
  wire,
}) => {
  await server.publish('r1')
  await tablet.settle('r1', 'policy=auto')
  const last = await hashOf('r2', 'data/d.bin')
  wire.fault((path) => (path.endsWith(last) ? { do: 'cut' } : undefined))
  wire.forget()
  await server.publish('r2')
  await tablet.reaches('backing_off')
  const before = wire.requests.filter(isFile).filter((path) => !path.endsWith(last))
  wire.fault(() => ({ do: 'cut' }))
  await tablet.context.setOffline(true)
  wire.fault(undefined)
  await tablet.context.setOffline(false)
  await tablet.shows('r2')
  const all = wire.requests.filter(isFile).filter((path) => !path.endsWith(last))
  expect(all.toSorted()).toEqual([...new Set(before)].toSorted())
})

test('a server killed in mid-download: it resumes after the restart', async ({ server, tablet, wire }) => {
  await server.publish('r1')
  await tablet.settle('r1', 'policy=auto&checkEvery=10')
  const last = await hashOf('r2', 'data/d.bin')
  const { open, until } = gate()
  wire.fault((path) => (path.endsWith(last) ? { do: 'wait', until } : undefined))
  wire.forget()
  await server.publish('r2')
  await expect.poll(() => wire.requests.some((path) => path.endsWith(last))).toBe(true)
  await server.kill()
  open()
  await tablet.reaches('backing_off')
  const before = wire.requests.filter(isFile).filter((path) => !path.endsWith(last))
  await server.start()
  wire.forward(server.port)
  wire.fault(undefined)
  await tablet.shows('r2')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2' })
  expect(new Set(wire.requests.filter(isFile).filter((path) => !path.endsWith(last))).size).toBe(before.length)
})

test('a worker stopped in mid-download: the page asks again and nothing is fetched twice', async ({
  server,
  tablet,
  wire,
}) => {
  await server.publish('r1')
  const page = await tablet.settle('r1', 'policy=auto')
  const last = await hashOf('r2', 'data/d.bin')
  const { open, until } = gate()
  wire.fault((path) => (path.endsWith(last) ? { do: 'wait', until } : undefined))
  await server.publish('r2')
  const verified = () =>
    page.evaluate(async () => {
      const cache = await caches.open((await caches.keys())[0] ?? '')
      return (await cache.keys()).length
    })
  const changed = Object.values((await manifestOf('r2')).files)
  const hashes = new Set(changed.map((file) => file.sha256)).size
  await expect.poll(async () => (await verified()) >= hashes - 1).toBe(true)
  const before = wire.requests.filter(isFile).filter((path) => !path.endsWith(last)).length
  const session = await tablet.context.newCDPSession(page)
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.stopAllWorkers')
  wire.fault(undefined)
  open()
  await tablet.shows('r2')
  expect(wire.requests.filter(isFile).filter((path) => !path.endsWith(last)).length).toBe(before)
})

const DAMAGES: { how: string; fault: Fault; code: string }[] = [
  { how: 'corrupted', fault: { do: 'corrupt' }, code: 'file-corrupt' },
  { how: 'truncated', fault: { do: 'truncate' }, code: 'network' },
  {
    how: 'as HTML from a captive portal',
    fault: { do: 'body', type: 'text/html', body: '<title>Log in</title>' },
    code: 'file-corrupt',
  },
  { how: 'not at all', fault: { do: 'status', status: 404 }, code: 'file-missing' },
]

for (const { how, fault, code } of DAMAGES) {
  test(`a file that arrives ${how} is never stored or served, is reported and tried again`, async ({
    server,
    tablet,
    wire,
  }) => {
    await server.publish('r1')
    const page = await tablet.settle('r1', 'policy=auto')
    const bad = await hashOf('r2', 'data/c.bin')
    wire.fault((path) => (path.endsWith(bad) ? fault : undefined))
    await server.publish('r2')
    await expect
      .poll(() => server.tablet('lobby-1'))
      .toMatchObject({ release: 'r1', phase: 'backing_off', target: 'r2', error: { code } })
    const keys = await page.evaluate(async () => {
      const found: string[] = []
      for (const name of await caches.keys())
        found.push(...(await (await caches.open(name)).keys()).map((key) => key.url))
      return found
    })
    expect(keys.some((key) => key.includes(bad))).toBe(false)
    await page.reload()
    await tablet.shows('r1')
    wire.fault(undefined)
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await tablet.shows('r2')
  })
}
