import type { Page } from '@playwright/test'
import type { Tablet } from '../story.ts'
import { comesOnline, expect, isControlled, look, test, workerOf } from './story.ts'

const HOUR = 3_600_000

/** Open the app and leave it to its worker. */
async function settle(tablet: Tablet, version: string, query = ''): Promise<Page> {
  const page = await tablet.open(query)
  await isControlled(page)
  await tablet.shows(version)
  return page
}

for (const kind of ['generated', 'handwritten'] as const) {
  test.describe(`a ${kind} Workbox worker`, () => {
    test('an update is stored, asked for, and comes with one reload when the person says yes', async ({
      server,
      tablet,
      publish,
    }) => {
      await publish('w1', kind)
      const page = await settle(tablet, 'w1')
      let loads = 0
      page.on('load', () => loads++)
      await publish('w2', kind)
      await look(page)
      await tablet.reaches('staged')
      await tablet.shows('w1')
      await tablet.accept()
      await tablet.shows('w2')
      await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'w2', phase: 'current' })
      await tablet.reaches('current')
      await expect.poll(() => loads).toBe(1)
      expect(await workerOf(page)).toBe(kind === 'generated' ? '/sw.js' : '/worker.js')
      await page.locator('#lazy').click()
      await expect(page.locator('#said')).toHaveText('lazy of w2')
    })

    test('a forced update asks nobody', async ({ server, tablet, publish }) => {
      await publish('w1', kind)
      const page = await settle(tablet, 'w1')
      await publish('w2', kind)
      await server.notify('w2', true)
      await look(page)
      await tablet.shows('w2')
      await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'w2', phase: 'current' })
    })

    test('a file of the list that is missing: the old release runs on, and the update comes once it is there', async ({
      tablet,
      wire,
      publish,
    }) => {
      await publish('w1', kind)
      const page = await settle(tablet, 'w1', 'policy=auto')
      // Before it is published: the page may look for itself meanwhile.
      wire.fault((path) => (path.includes('lazy-') ? { do: 'status', status: 404 } : undefined))
      await publish('w2', kind)
      await look(page)
      await tablet.reaches('backing_off')
      expect(await tablet.state()).toMatchObject({ target: 'w2', error: 'server-error' })
      await tablet.shows('w1')
      wire.fault(undefined)
      await comesOnline(page)
      await tablet.shows('w2')
    })
  })
}

test('three releases in one page life, an hour apart: the last one is switched to', async ({
  server,
  tablet,
  publish,
}) => {
  await publish('w1', 'generated')
  await tablet.context.clock.install()
  const page = await settle(tablet, 'w1')
  let loads = 0
  page.on('load', () => loads++)
  for (const version of ['w2', 'w3', 'w4']) {
    await page.clock.fastForward(HOUR)
    await publish(version, 'generated')
    await look(page)
    await expect.poll(() => tablet.state()).toMatchObject({ phase: 'staged', target: version })
  }
  expect(loads).toBe(0)
  await tablet.accept()
  await tablet.shows('w4')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'w4', phase: 'current' })
  await expect.poll(() => loads).toBe(1)
})

test('a server that answers 502 while it is deployed changes nothing, and the update comes afterwards', async ({
  tablet,
  wire,
  publish,
}) => {
  await publish('w1', 'generated')
  const page = await settle(tablet, 'w1', 'policy=auto')
  wire.fault((path) => (path.endsWith('version.json') ? undefined : { do: 'status', status: 502 }))
  await publish('w2', 'generated')
  await look(page)
  await tablet.reaches('backing_off')
  expect(await tablet.state()).toMatchObject({ target: 'w2', error: 'server-error', detail: '/sw.js: 502 ' })
  await page.reload()
  await tablet.shows('w1')
  await tablet.reaches('backing_off')
  wire.fault(undefined)
  await comesOnline(page)
  await tablet.shows('w2')
})

test('version.json that is ahead of the worker script is an error with its reason, and no reload', async ({
  tablet,
  wire,
  publish,
}) => {
  await publish('w1', 'generated')
  const page = await settle(tablet, 'w1', 'policy=auto')
  let loads = 0
  page.on('load', () => loads++)
  const old = await (await fetch(`${wire.url}/sw.js`)).text()
  wire.fault((path) => (path === '/sw.js' ? { do: 'body', type: 'text/javascript', body: old } : undefined))
  await publish('w2', 'generated')
  await look(page)
  await tablet.reaches('backing_off')
  expect(await tablet.state()).toMatchObject({ detail: '/sw.js is unchanged and brings no w2' })
  expect(loads).toBe(0)
  wire.fault(undefined)
  await comesOnline(page)
  await tablet.shows('w2')
})

test('without a network the app starts from its worker, and the update comes when the network is back', async ({
  tablet,
  wire,
  publish,
}) => {
  await publish('w1', 'generated')
  const page = await settle(tablet, 'w1', 'policy=auto')
  wire.fault(() => ({ do: 'cut' }))
  for (const path of ['/', '/index.html', '/floor/3', '/?tablet=lobby-1&policy=auto']) {
    await page.goto(tablet.origin + path)
    await tablet.shows('w1')
  }
  await publish('w2', 'generated')
  wire.fault(undefined)
  await look(page)
  await tablet.shows('w2')
})

test('two pages of a tablet: each comes when it is told to, and the second needs nothing but its reload', async ({
  tablet,
  publish,
}) => {
  await publish('w1', 'generated')
  const first = await settle(tablet, 'w1')
  const second = await tablet.open()
  await tablet.shows('w1', second)
  await publish('w2', 'generated')
  await Promise.all([look(first), look(second)])
  await tablet.reaches('staged', first)
  await tablet.reaches('staged', second)
  await tablet.accept(second)
  await tablet.shows('w2', second)
  await tablet.shows('w1', first)
  await tablet.accept(first)
  await tablet.shows('w2', first)
})
