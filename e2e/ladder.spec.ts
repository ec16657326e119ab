import type { Fault } from './fault-proxy.ts'
import type { FreeKiosk } from './kiosks/freekiosk.ts'
import { expect, test } from './kiosks/story.ts'
import type { KioskApp } from './kiosks/wall.ts'

/** A machine that does other things beside takes its time. */
test.describe.configure({ timeout: 150_000 })

const isPage = (path: string) => path === '/'
const OLD = '<!doctype html><title>old</title><h1 id="release">old</h1>'

/** What the site served before it was given to us: kept by every cache for a year, and with nothing of ours in it. */
const KEPT: Fault = {
  do: 'body',
  type: 'text/html',
  body: OLD,
  headers: { 'cache-control': 'max-age=31536000, immutable' },
}

/** A worker of the app before ours: it has kept the page, and answers with that whatever is asked. */
const FOREIGN: Record<string, Fault> = {
  '/': {
    do: 'body',
    type: 'text/html',
    body: `${OLD}<script>navigator.serviceWorker.register('/shell.js', { scope: '/' }).then(() => navigator.serviceWorker.ready)
      .then(() => { document.title = 'kept' })</script>`,
  },
  '/shell.js': {
    do: 'body',
    type: 'text/javascript',
    body: `self.addEventListener('install', (event) => event.waitUntil(caches.open('shell').then((cache) => cache.add('/'))))
      self.addEventListener('activate', (event) => event.waitUntil(clients.claim()))
      self.addEventListener('fetch', (event) => {
        if (event.request.mode === 'navigate') event.respondWith(caches.match('/'))
      })`,
  },
}

const release = (app: KioskApp) => async () =>
  app.view.exists &&
  app.view.page
    .locator('#release')
    .textContent({ timeout: 500 })
    .catch(() => 'nothing')

test('a page from before our time, which a cache kept, is replaced by the script of the eval rung', async ({
  server,
  wall,
  wire,
  time,
}) => {
  wire.fault((path) => (isPage(path) ? KEPT : undefined))
  await server.expects('lobby-1')
  const app = await wall.wallPanel('lobby-1')
  await expect(app.view.page).toHaveTitle('old')
  wire.fault(undefined)
  await server.publish('r1')
  app.command('{"relaunch":true}')
  await expect(app.view.page).toHaveTitle('old')
  expect(await time.recovered('lobby-1')).toMatchObject([{ recovered: { by: 'eval' } }])
  await expect.poll(release(app)).toBe('r1')
})

test('a foreign worker that answers with an old page goes by a script, and where none can be run a person is called', async ({
  server,
  wall,
  wire,
  time,
}) => {
  wire.fault((path) => FOREIGN[path])
  await server.expects('lobby-1', 'lobby-2', 'lobby-3')
  const apps = [await wall.wallPanel('lobby-1'), await wall.freeKiosk('lobby-2'), await wall.fully('lobby-3')]
  for (const { view } of apps) await expect(view.page).toHaveTitle('kept')
  wire.fault((path) => (path === '/shell.js' ? { do: 'status', status: 404 } : undefined))
  await server.publish('r1')
  for (const { view } of apps) view.reload()
  const [one, two] = await time.recovered('lobby-1', 'lobby-2')
  expect([one, two]).toMatchObject([{ recovered: { by: 'eval' } }, { recovered: { by: 'eval' } }])
  const [three] = await time.needsHands('lobby-3')
  expect(three).toMatchObject({ reason: 'page-silent', rung: 'restart' })
  expect(three?.text).toContain('last rung: restart')
  await expect.poll(() => Promise.all(apps.map((app) => release(app)()))).toEqual(['r1', 'r1', 'old'])
})

test('a 502 that a tablet loaded while we deployed stays on the wall until the release can be had, and no longer', async ({
  server,
  wall,
  wire,
  time,
}) => {
  // The server asks for pages at its own address only, and it has to know which that is.
  const { port, mqttPort } = server
  await server.kill()
  await server.start({ PORT: String(port), MQTT_PORT: String(mqttPort), RELEVO_PUBLIC_URL: wire.url })
  await server.publish('r1')
  const app = await wall.wallPanel('lobby-1')
  await expect.poll(release(app)).toBe('r1')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r1' })
  wire.fault((path) => (isPage(path) ? { do: 'status', status: 502 } : undefined))
  await app.view.page.evaluate(async () => {
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister()
  })
  await app.network(false)
  await app.network(true)
  await expect.poll(release(app)).toBe('nothing')
  app.heard.length = 0
  expect(await time.until(['lobby-1'], ({ waitsFor }) => waitsFor === 'release')).toMatchObject([
    { phase: 'waiting', waitsFor: 'release', why: 'silent' },
  ])
  expect(app.heard).toEqual([])
  wire.fault(undefined)
  expect(await time.recovered('lobby-1')).toMatchObject([{ recovered: { by: 'eval' } }])
  await expect.poll(release(app)).toBe('r1')
})

test('dead renderers: each app that can be cured is, and for the others a person is called in plain words', async ({
  server,
  wall,
  time,
}) => {
  await server.publish('r1')
  const apps = {
    'old-panel': await wall.wallPanel('old-panel', { version: '0.11' }),
    panel: await wall.wallPanel('panel'),
    fork: await wall.wallPanel('fork', { version: 'kmb' }),
    pro: await wall.wallPanel('pro', { version: 'pro' }),
    fully: await wall.fully('fully'),
    'free-kiosk': await wall.freeKiosk('free-kiosk'),
    'old-free-kiosk': await wall.freeKiosk('old-free-kiosk', { remounts: false }),
  }
  const tablets = Object.keys(apps)
  for (const [tablet, app] of Object.entries(apps)) {
    await expect.poll(release(app)).toBe('r1')
    await expect.poll(() => server.tablet(tablet)).toMatchObject({ release: 'r1' })
  }
  for (const app of Object.values(apps)) await app.view.killRenderer()
  const ends = await time.until(tablets, ({ phase, recovered }, tablet) => {
    // These two mend themselves.
    if (tablet === 'fork' || tablet === 'free-kiosk') return true
    return phase === 'needs-hands' || (phase === 'well' && recovered !== undefined)
  })
  const byTablet = Object.fromEntries(tablets.map((tablet, n) => [tablet, ends[n]]))
  expect(byTablet).toMatchObject({
    'old-panel': { phase: 'needs-hands', reason: 'page-silent' },
    panel: {
      phase: 'needs-hands',
      reason: 'page-silent',
      text: expect.stringMatching(
        /^panel was heard last at .* UTC, while its kiosk app \(wallpanel\) is online; last rung: clearCache\./,
      ),
      advice: expect.stringContaining('its browser has probably crashed'),
    },
    fork: { phase: 'well' },
    pro: { phase: 'well', recovered: { by: 'restart' } },
    fully: { phase: 'well', recovered: { by: 'restart' } },
    'free-kiosk': { phase: 'well' },
    'old-free-kiosk': { phase: 'well', recovered: { by: 'url' } },
  })
  for (const [tablet, app] of Object.entries(apps)) {
    await expect.poll(release(app), tablet).toBe(tablet.endsWith('panel') ? false : 'r1')
  }
})

test('a dark screen is lit first, and what was lost is sent again', async ({ server, wall, wire, time }) => {
  wire.fault((path) => (isPage(path) ? KEPT : undefined))
  await server.expects('lobby-1', 'lobby-2')
  const dark = await wall.wallPanel('lobby-1')
  const busy = await wall.wallPanel('lobby-2')
  for (const { view } of [dark, busy]) await expect(view.page).toHaveTitle('old')
  wire.fault(undefined)
  await server.publish('r1')
  dark.screen.off()
  busy.activity.isBehind = true // another app is in front, and nobody is told what that loses
  await time.until(['lobby-2'], ({ phase, tries }) => phase === 'waiting' && tries === 1)
  expect(busy.lost).toEqual(['eval'])
  busy.activity.isBehind = false
  expect(await time.recovered('lobby-1', 'lobby-2')).toMatchObject([
    { recovered: { by: 'eval' } },
    { recovered: { by: 'eval' } },
  ])
  expect([dark.did, dark.lost]).toEqual([['wake', 'eval'], []])
  expect(busy.did).toEqual(['wake', 'wake', 'eval'])
  for (const app of [dark, busy]) await expect.poll(release(app)).toBe('r1')
})

test('a server that dies between the messages of a rung goes on with the next', async ({
  server,
  wall,
  wire,
  time,
}) => {
  wire.fault((path) => (isPage(path) ? KEPT : undefined))
  await server.expects('lobby-1')
  const app = await wall.wallPanel('lobby-1')
  await expect(app.view.page).toHaveTitle('old')
  wire.fault(undefined)
  await server.publish('r1')
  await time.until(['lobby-1'], ({ phase }) => phase === 'sending')
  await expect.poll(() => app.did).toEqual(['wake'])
  const { port, mqttPort } = server
  await server.kill()
  await expect.poll(() => app.mqtt?.isConnected).toBe(false)
  await server.start({ PORT: String(port), MQTT_PORT: String(mqttPort) })
  // What goes out before the app is back is lost, and made up for.
  expect(await time.recovered('lobby-1')).toMatchObject([{ recovered: { by: expect.stringMatching(/^(eval|url)$/) } }])
  await expect.poll(release(app)).toBe('r1')
})

test('a tablet is brought back though another one uses its client id', async ({ server, wall, wire, time }) => {
  wire.fault((path) => (isPage(path) ? KEPT : undefined))
  await server.expects('lobby-1')
  const app = await wall.wallPanel('lobby-1', { typed: { clientId: 'mywallpanel' } })
  await expect(app.view.page).toHaveTitle('old')
  wire.fault(undefined)
  await server.publish('r1')
  await wall.wallPanel('lobby-2', { typed: { clientId: 'mywallpanel' } })
  expect(await time.recovered('lobby-1')).toMatchObject([{ recovered: { by: 'eval' } }])
  await expect.poll(release(app)).toBe('r1')
})

test('a list of launch addresses is left in peace while its page comes by, and nothing is relaunched', async ({
  server,
  wall,
  time,
}) => {
  await server.publish('r1')
  const launchUrl = `${wall.launchUrl('lobby-1')}\n${server.url}/health`
  const app = await wall.wallPanel('lobby-1', { launchUrl })
  for (let turn = 0; turn < 4; turn++) {
    await time.pass(30_000, 10_000)
    await expect.poll(() => app.view.page.url()).toContain(turn % 2 === 0 ? '/?tablet=' : '/health')
    if (turn % 2 === 0) await expect.poll(release(app)).toBe('r1')
  }
  expect(await time.ladder('lobby-1')).toMatchObject({ phase: 'well' })
  expect(app.heard).toEqual([])
})

test('what is wrong with a page that speaks is told to the page first; the app is not troubled', async ({
  server,
  wall,
  time,
}) => {
  await server.publish('r1')
  const app: FreeKiosk = await wall.freeKiosk('lobby-1')
  await expect.poll(release(app)).toBe('r1')
  await server.publish('r2')
  await expect.poll(release(app)).toBe('r2')
  await time.pass(120_000, 10_000)
  expect(await time.ladder('lobby-1')).toMatchObject({ phase: 'well' })
  expect(app.did).toEqual([])
})
