import { brokenWorker } from './broken-worker.ts'
import { expect, test } from './story.ts'

const BROKEN = [
  { release: 'r3', how: 'throws at boot', code: 'boot-error' },
  { release: 'r4', how: 'renders nothing', code: 'boot-blank' },
  { release: 'r5', how: 'has no entry script', code: 'boot-script' },
]

for (const { release, how, code } of BROKEN) {
  test(`a release that ${how} takes itself back, is remembered and not tried again`, async ({
    server,
    tablet,
    wire,
  }) => {
    await server.publish('r1')
    const page = await tablet.settle('r1', 'policy=auto')
    let loads = 0
    page.on('load', () => loads++)
    await server.publish(release)
    await expect
      .poll(() => server.tablet('lobby-1'))
      .toMatchObject({ release: 'r1', phase: 'rolled_back', target: release, error: { code } })
    await tablet.shows('r1')
    await tablet.reaches('rolled_back')
    expect(loads).toBe(2)

    wire.forget()
    await server.notify(release)
    await page.evaluate(() => window.updates.checkForUpdate())
    await page.reload()
    await tablet.shows('r1')
    await tablet.reaches('rolled_back')
    expect(wire.requests.filter((path) => path.startsWith('/releases/'))).toEqual([])

    await server.publish('r2')
    await tablet.shows('r2')
    await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2', phase: 'current' })
  })
}

test('a release that hangs is left at the next start', async ({ server, tablet }) => {
  await server.publish('r1')
  const page = await tablet.settle('r1', 'policy=auto')
  await server.publish('r6')
  await expect
    .poll(() => server.tablet('lobby-1'), { timeout: 40_000 })
    .toMatchObject({ phase: 'rolled_back', target: 'r6', error: { code: 'boot-timeout' } })
  await page.close({ runBeforeUnload: false })
  await tablet.open('policy=auto')
  await tablet.shows('r1')
  await tablet.reaches('rolled_back')
})

test('a page that its worker navigates in vain leaves a failed release by itself', async ({ server, tablet, wire }) => {
  const broken = await brokenWorker('WindowClient.prototype.navigate = () => new Promise(() => undefined)')
  wire.fault((path) => (path === '/sw.js' ? broken : undefined))
  await server.publish('r1')
  await tablet.settle('r1', 'policy=auto')
  await server.publish('r3')
  // It gives its worker 15 s.
  await expect
    .poll(() => server.tablet('lobby-1'), { timeout: 40_000 })
    .toMatchObject({ release: 'r1', phase: 'rolled_back', target: 'r3' })
  await tablet.shows('r1')
  await tablet.reaches('rolled_back')
})

test('a failed release is tried again when the server allows it', async ({ server, tablet }) => {
  await server.publish('r1')
  await tablet.settle('r1', 'policy=auto')
  await server.publish('r3')
  await tablet.reaches('rolled_back')
  const failures = async () => (await server.events()).filter(({ type }) => type === 'tablet-rolled-back').length
  await expect.poll(failures).toBe(1)
  await server.relevo('notify', 'r3', '--retry', '--json')
  await expect.poll(failures).toBe(2)
  await tablet.shows('r1')
})

test('the app itself can ask for the release before', async ({ server, tablet }) => {
  await server.publish('r1')
  const page = await tablet.settle('r1', 'policy=auto')
  await server.publish('r2')
  await tablet.shows('r2')
  await tablet.reaches('current')
  await page.evaluate(() => void window.updates.rollback())
  await tablet.shows('r1')
  await expect
    .poll(() => server.tablet('lobby-1'))
    .toMatchObject({ release: 'r1', phase: 'rolled_back', target: 'r2', error: { code: 'rolled-back-by-app' } })
})

test('the server can go back to the release before', async ({ server, tablet }) => {
  await server.publish('r1')
  await tablet.settle('r1', 'policy=auto')
  await server.publish('r2')
  await tablet.shows('r2')
  await tablet.reaches('current')
  await server.notify('r1')
  await tablet.shows('r1')
  await tablet.reaches('current')
})
