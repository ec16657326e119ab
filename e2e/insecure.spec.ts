import { launchOptions } from './browser.ts'
import { expect, Tablet, test } from './story.ts'

/** As most panels run: plain HTTP, not from localhost. The name leads to this machine. */
const NAME = 'panel.test'
const { args = [], ...others } = launchOptions()
test.use({ launchOptions: { ...others, args: [...args, `--host-resolver-rules=MAP ${NAME} 127.0.0.1`] } })

test.describe('a page that is no secure context', () => {
  let tablet: Tablet
  test.beforeEach(({ context, wire }) => {
    tablet = new Tablet(context, wire.url.replace('localhost', NAME))
  })

  test('says so, asks the person, and is updated by a reload', async ({ server }) => {
    await server.publish('r1')
    const page = await tablet.open('checkEvery=2')
    await tablet.shows('r1')
    expect(await page.evaluate(() => [isSecureContext, 'serviceWorker' in navigator, 'caches' in window])).toEqual([
      false,
      false,
      false,
    ])
    await expect.poll(() => page.evaluate(() => window.updates.state.trouble)).toBe('insecure-context')
    await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ withoutWorker: 'insecure-context' })
    await server.publish('r2')
    await tablet.accept()
    await tablet.shows('r2')
    await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2', phase: 'current' })
  })

  test('is updated by force, and back when the release is blocked', async ({ server }) => {
    await server.publish('r1')
    await tablet.open('checkEvery=2')
    await tablet.shows('r1')
    await server.publish('r2', '--force')
    await tablet.shows('r2')
    await server.relevo('block', 'r2', '--json')
    await tablet.shows('r1')
  })

  test('does not reload into an error page, and goes when the server is well again', async ({ server, wire }) => {
    await server.publish('r1')
    const page = await tablet.open('checkEvery=2&policy=auto')
    await tablet.shows('r1')
    await page.evaluate(() => Object.assign(window, { mark: true }))
    wire.forget()
    wire.fault((path) => (path === '/' ? { do: 'status', status: 502 } : undefined))
    await server.publish('r2')
    await expect
      .poll(() => page.evaluate(() => window.updates.state))
      .toMatchObject({
        phase: 'backing_off',
        error: 'server-error',
        detail: 'page: 502 ',
      })
    expect(await page.evaluate(() => 'mark' in window)).toBe(true)
    wire.fault(undefined)
    await tablet.shows('r2')
  })

  test('does not reload while the scripts of the release are not there yet', async ({ server, wire }) => {
    await server.publish('r1')
    const page = await tablet.open('checkEvery=2&policy=auto')
    await tablet.shows('r1')
    wire.fault((path) => (path.endsWith('.js') ? { do: 'status', status: 404 } : undefined))
    await server.publish('r2')
    await expect.poll(() => page.evaluate(() => window.updates.state)).toMatchObject({ error: 'server-error' })
    wire.fault(undefined)
    await tablet.shows('r2')
  })

  test('gets hints by MQTT all the same', async ({ server }) => {
    await server.publish('r1')
    await tablet.open('checkEvery=300&policy=auto')
    await tablet.shows('r1')
    await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ online: true })
    await server.publish('r2')
    await tablet.shows('r2')
  })

  test('goes to the new release, unasked, when a chunk of its own is gone with the old one', async ({
    server,
    wire,
  }) => {
    await server.publish('r1')
    const page = await tablet.open('countdown=0&mqtt=off')
    await tablet.shows('r1')
    await server.publish('r2')
    wire.fault((path) => (path.includes('lazy') ? { do: 'status', status: 404 } : undefined))
    await page.locator('#lazy').click()
    await tablet.shows('r2')
  })
})
