import type { Fault, FaultProxy } from './fault-proxy.ts'
import { manifestOf, type Server } from './server.ts'
import { expect, type Tablet, test } from './story.ts'

test.setTimeout(120_000)

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

/** Every file of r2 but one is in the store, and the one is on its way. */
async function downloadHalfWay(tablet: Tablet, server: Server, wire: FaultProxy, fault: Fault): Promise<string[]> {
  const last = await hashOf('r2', 'data/d.bin')
  wire.fault((path) => (path.endsWith(last) ? fault : undefined))
  await server.publish('r2')
  const others = new Set(Object.values((await manifestOf('r2')).files).map((file) => file.sha256))
  others.delete(last)
  await expect.poll(async () => others.isSubsetOf(new Set(await tablet.stored()))).toBe(true)
  await expect.poll(() => wire.requests.some((path) => path.endsWith(last))).toBe(true)
  wire.forget()
  return [last]
}

/** What was fetched since is the one file that was missing. */
async function expectOnlyTheRest(tablet: Tablet, wire: FaultProxy, rest: string[]): Promise<void> {
  // The network may say it is back before it is: then the second wait, of 20 s, decides.
  await expect(tablet.page.locator('#release')).toHaveText('r2', { timeout: 45_000 })
  const fetched = new Set(wire.requests.filter(isFile).map((path) => path.slice('/releases/files/'.length)))
  expect([...fetched]).toEqual(rest)
}

test('a network that dies in mid-download: it resumes and fetches no verified file twice', async ({
  server,
  tablet,
  wire,
}) => {
  await server.publish('r1')
  await tablet.settle('r1', 'policy=auto')
  const { open, until } = gate()
  const rest = await downloadHalfWay(tablet, server, wire, { do: 'wait', until })
  await tablet.context.setOffline(true)
  wire.fault(() => ({ do: 'cut' }))
  wire.cut()
  open()
  await tablet.reaches('backing_off')
  wire.fault(undefined)
  await tablet.context.setOffline(false)
  await expectOnlyTheRest(tablet, wire, rest)
})

test('a server killed in mid-download: it resumes after the restart', async ({ server, tablet, wire }) => {
  await server.publish('r1')
  await tablet.settle('r1', 'policy=auto')
  const { open, until } = gate()
  const rest = await downloadHalfWay(tablet, server, wire, { do: 'wait', until })
  await server.kill()
  open()
  await tablet.reaches('backing_off')
  await server.start()
  wire.forward(server.port)
  wire.fault(undefined)
  await expectOnlyTheRest(tablet, wire, rest)
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2' })
})

test('a worker stopped in mid-download: the page asks again and nothing is fetched twice', async ({
  server,
  tablet,
  wire,
}) => {
  await server.publish('r1')
  const page = await tablet.settle('r1', 'policy=auto')
  const { open, until } = gate()
  const rest = await downloadHalfWay(tablet, server, wire, { do: 'wait', until })
  const session = await tablet.context.newCDPSession(page)
  await session.send('ServiceWorker.enable')
  await session.send('ServiceWorker.stopAllWorkers')
  wire.fault(undefined)
  open()
  await expectOnlyTheRest(tablet, wire, rest)
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
    expect(await tablet.stored()).not.toContain(bad)
    await page.reload()
    await tablet.shows('r1')
    await tablet.reaches('backing_off')
    wire.fault(undefined)
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await tablet.shows('r2')
  })
}
