import { manifestOf } from './server.ts'
import { expect, test } from './story.ts'

test('a release that is blocked is left for the one before, by force, and comes back when it is unblocked', async ({
  server,
  tablet,
  wire,
}) => {
  await server.publish('r1')
  const page = await tablet.settle('r1')
  await server.publish('r2')
  await tablet.accept()
  await tablet.shows('r2')
  await tablet.reaches('current')
  wire.forget()
  await server.relevo('block', 'r2', '--json')
  await tablet.shows('r1')
  await tablet.reaches('current')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r1', phase: 'current' })
  expect(wire.requests.filter((path) => path.startsWith('/releases/files/'))).toEqual([])
  expect((await server.api('POST', '/api/notify-update', { version: 'r2' })).body.error?.code).toBe('release-blocked')

  await server.relevo('unblock', 'r2', '--json')
  await tablet.accept()
  await tablet.shows('r2')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2', phase: 'current' })
  await expect(page.getByRole('button', { name: 'Update now' })).toBeHidden()
})

test('a tablet that never had another release gets the one the server falls back on', async ({ server, tablet }) => {
  await server.publish('r1')
  await server.publish('r2')
  await tablet.settle('r2')
  await server.relevo('block', 'r2', '--json')
  await tablet.shows('r1')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r1', phase: 'current' })
})

test('the only release there is runs on when it is blocked, and is not reloaded', async ({ server, tablet }) => {
  await server.publish('r1')
  const page = await tablet.settle('r1')
  await page.evaluate(() => Object.assign(window, { mark: true }))
  await server.relevo('block', 'r1', '--json')
  expect(await page.evaluate(() => window.updates.checkForUpdate())).toEqual({ update: false, version: 'r1' })
  expect(await page.evaluate(() => 'mark' in window)).toBe(true)
  await page.reload()
  await tablet.shows('r1')
})

test('a reset forgets what is stored and what failed, once, under the page that runs', async ({
  server,
  tablet,
  wire,
}) => {
  await server.publish('r1')
  const page = await tablet.settle('r1', 'policy=auto')
  await server.publish('r3')
  await tablet.reaches('rolled_back')
  await server.publish('r1')
  await tablet.reaches('current')
  await page.evaluate(() => Object.assign(window, { mark: true }))
  wire.forget()
  await server.relevo('directive', 'reset', '--json')
  const fetched = () =>
    new Set(wire.requests.map((path) => /^\/releases\/files\/(\w+)/.exec(path)?.[1]).filter((sha256) => sha256))
  await page.evaluate(() => window.updates.checkForUpdate())
  const own = new Set(Object.values((await manifestOf('r1')).files).map(({ sha256 }) => sha256))
  await expect.poll(async () => new Set(await tablet.stored())).toEqual(own)
  expect(fetched()).toEqual(own)
  expect(await page.evaluate(() => 'mark' in window)).toBe(true)

  wire.forget()
  await page.reload()
  await tablet.shows('r1')
  await page.evaluate(() => window.updates.checkForUpdate())
  expect(fetched()).toEqual(new Set())
  await server.publish('r3')
  const failures = async () => (await server.events()).filter(({ type }) => type === 'tablet-rolled-back').length
  await expect.poll(failures).toBe(2)
})

test('a tablet without its worker still gets updates, and has it back when the order is withdrawn', async ({
  server,
  tablet,
}) => {
  await server.publish('r1')
  const page = await tablet.settle('r1', 'policy=auto')
  const workers = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)
  await server.relevo('directive', 'unregister', '--json')
  await page.evaluate(() => window.updates.checkForUpdate())
  await expect.poll(workers).toBe(0)
  expect(await tablet.stored()).toEqual([])
  await page.reload()
  await tablet.shows('r1')
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull()
  await server.publish('r2')
  await tablet.shows('r2')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2', phase: 'current' })
  expect(await workers()).toBe(0)

  await server.relevo('directive', 'none', '--json')
  await page.evaluate(() => window.updates.checkForUpdate())
  await page.reload()
  await expect.poll(() => page.evaluate(() => window.updates?.state.stored)).toBe(true)
  expect(await workers()).toBe(1)
})
