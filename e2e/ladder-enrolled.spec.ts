import { expect, test } from './kiosks/story.ts'
import type { WallPanel } from './kiosks/wallpanel.ts'
import type { Server } from './server.ts'

/** A machine that does other things beside takes its time. */
test.describe.configure({ timeout: 150_000 })

const SITE_KEY = 'a-key-that-only-the-tablets-of-this-site-have'

test.use({
  serverEnv: {
    MQTT_PORT: 'auto',
    RELEVO_ACCESS: 'enrolled',
    RELEVO_SITE_KEY: SITE_KEY,
    RELEVO_LADDER_AFTER: '60',
  },
})

const release = (app: { view: WallPanel['view'] }) => async () =>
  app.view.exists &&
  app.view.page
    .locator('#release')
    .textContent({ timeout: 500 })
    .catch(() => 'nothing')

/** A code for one tablet, as a person gets it. */
async function codeFor(server: Server, tablet: string): Promise<string> {
  const { body } = await server.api('POST', '/api/enrolment-codes', { tablet })
  return (body.data as { code: string }).code
}

test('a tablet that was let in by a code, in an app with a credential of its own, is brought back', async ({
  server,
  wall,
  wire,
  time,
}) => {
  await server.publish('r1')
  const launchUrl = `${wall.launchUrl('lobby-1')}#relevo-enrol=${await codeFor(server, 'lobby-1')}`
  const app = await wall.wallPanel('lobby-1', { launchUrl })
  await expect.poll(release(app)).toBe('r1')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r1' })
  wire.fault((path) => (path === '/' ? { do: 'status', status: 502 } : undefined))
  await app.view.page.evaluate(async () => {
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister()
  })
  app.command('{"reload":true}')
  await expect.poll(release(app)).toBe('nothing')
  wire.fault(undefined)
  expect(await time.recovered('lobby-1')).toMatchObject([{ recovered: { by: 'eval' } }])
  await expect.poll(release(app)).toBe('r1')
  // The code that is still set up in the app is good for nothing, and does no harm.
  await app.view.create()
  app.command('{"wake":true}') // an app that is behind a dark screen would not hear the next
  app.clock.push(1_000)
  app.command('{"relaunch":true}')
  await expect.poll(release(app)).toBe('r1')
  await expect.poll(() => app.view.page.evaluate(() => window.updates.state)).toMatchObject({ access: 'enrolled' })
  const said = JSON.stringify([await server.events(), (await server.api('GET', '/api/kiosks')).body])
  expect(said).not.toContain('relevo-enrol')
})

test('an app without its credential is not let in, and its tablet is no less heard', async ({ server, wall }) => {
  await server.publish('r1')
  const launchUrl = wall.launchUrl('lobby-1', `key=${SITE_KEY}`)
  const app = await wall.wallPanel('lobby-1', { launchUrl, typed: { password: 'guessed' } })
  await expect.poll(release(app)).toBe('r1')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r1' })
  await expect.poll(() => app.mqtt?.troubles).not.toEqual([])
  expect(app.mqtt?.isConnected).toBe(false)
})

test('FreeKiosk comes back by the ladder alone, though its page has lost the secret with everything else it stored', async ({
  server,
  wall,
  time,
}) => {
  await server.publish('r1')
  const url = wall.launchUrl('lobby-1')
  const code = await codeFor(server, 'lobby-1')
  const app = await wall.freeKiosk('lobby-1', { url: `${url}#relevo-enrol=${code}` })
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r1' })
  app.command('clear_cache', '')
  await expect
    .poll(async () => (await server.api('GET', '/api/strangers')).body.data)
    .toContainEqual(expect.objectContaining({ tablet: 'lobby-1', hadSecret: false }))
  app.did.length = 0
  expect(await time.recovered('lobby-1')).toMatchObject([{ recovered: { by: 'url' } }])
  expect(app.did).toContain('url')
  expect(app.did).not.toContain('clear_cache')
  await expect.poll(release(app)).toBe('r1')
  await expect.poll(async () => (await server.api('GET', '/api/strangers')).body.data).toEqual([])
  // The code that let it in is known to its kiosk app alone.
  const given = new URL(app.url).hash.replace('#relevo-enrol=', '')
  expect(given).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  expect(given).not.toBe(code)
  const said = JSON.stringify([await server.events(), (await server.api('GET', '/api/kiosks')).body])
  expect(said).not.toMatch(new RegExp(`relevo-enrol|${given}`))
})

test('what FreeKiosk keeps of the address it was led to does no harm, and does not grow', async ({
  server,
  wall,
  time,
}) => {
  await server.publish('r1')
  const app = await wall.freeKiosk('lobby-1', {
    url: `${wall.launchUrl('lobby-1')}#relevo-enrol=${await codeFor(server, 'lobby-1')}`,
  })
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r1' })
  const first = wall.launchUrl('lobby-1')
  for (const version of ['r1', 'r2']) {
    app.command('clear_cache', '')
    await expect
      .poll(async () => (await server.api('GET', '/api/strangers')).body.data)
      .toContainEqual(expect.objectContaining({ tablet: 'lobby-1' }))
    await time.until(['lobby-1'], ({ phase }) => phase !== 'well')
    expect(await time.recovered('lobby-1')).toMatchObject([{ recovered: { by: 'url' } }])
    // One `v`, that of the release it came back to, and what was set up before.
    const kept = new URL(app.url)
    expect(kept.searchParams.getAll('v')).toEqual([version])
    kept.searchParams.delete('v')
    expect(kept.search).toBe(new URL(first).search)
    if (version === 'r2') continue
    // It says nothing of what is shown: with the address of r1 the app starts r2.
    await server.publish('r2')
    await expect.poll(release(app)).toBe('r2')
    app.command('reload', '')
    await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2' })
    await expect.poll(release(app)).toBe('r2')
    expect(new URL(app.url).searchParams.getAll('v')).toEqual(['r1'])
  }
})

test('an app that wipes what its page stored makes it a stranger; a code that the app is told to open lets it in again', async ({
  server,
  wall,
}) => {
  await server.publish('r1')
  const url = wall.launchUrl('lobby-1')
  const app = await wall.freeKiosk('lobby-1', { url: `${url}#relevo-enrol=${await codeFor(server, 'lobby-1')}` })
  const access = async () => {
    if (!app.view.exists) return 'none'
    return app.view.page
      .evaluate(() => (window.updates?.state as { access?: string } | undefined)?.access)
      .catch(() => 'loading')
  }
  await expect.poll(access).toBe('enrolled')
  const tell = (command: object) => server.api('POST', '/api/kiosks/lobby-1/commands', command)
  expect(await tell({ do: 'clearCache' })).toMatchObject({ status: 200 })
  await expect.poll(access).toMatch(/wanted|refused/)
  await expect
    .poll(async () => (await server.api('GET', '/api/strangers')).body.data)
    .toContainEqual(expect.objectContaining({ tablet: 'lobby-1', hadSecret: false }))
  await tell({ do: 'url', url: `${url}#relevo-enrol=${await codeFor(server, 'lobby-1')}` })
  await expect.poll(access).toBe('enrolled')
  await expect.poll(release(app)).toBe('r1')
})
