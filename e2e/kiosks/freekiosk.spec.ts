import { FreeKiosk, type FreeKioskSettings } from './freekiosk.ts'
import { test as base, expect } from './on-the-wall.ts'

const test = base.extend<{ freeKiosk: (settings?: Partial<FreeKioskSettings>) => Promise<FreeKiosk> }>({
  freeKiosk: async ({ context, site, clock, broker }, use) => {
    const apps: FreeKiosk[] = []
    await use(async (settings = {}) => {
      const mqtt = { port: broker.port, name: 'lobby' }
      const app = await FreeKiosk.launch(context, { url: `${site.url}/`, mqtt, clock, ...settings })
      apps.push(app)
      await expect(app.view.page).toHaveTitle('first')
      return app
    })
    for (const app of apps) await app.end()
  },
})

test('FreeKiosk, MQTT: 3.1.1 with a clean session, a will that is kept, a state that is kept', async ({
  freeKiosk,
  broker,
  clock,
}) => {
  await freeKiosk()
  await expect.poll(() => broker.subscriptions).toMatchObject([{ topic: 'freekiosk/lobby/set/#', qos: 1 }])
  expect(broker.connects).toMatchObject([{ protocolVersion: 4, clean: true, keepalive: 30 }])
  expect(broker.connects[0]?.will).toMatchObject({ topic: 'freekiosk/lobby/availability', qos: 1, retain: true })
  const states = () => broker.published.filter(({ topic }) => topic === 'freekiosk/lobby/state')
  await expect.poll(states).toMatchObject([{ retain: true, qos: 0 }])
  expect(JSON.parse(String(states()[0]?.payload))).toMatchObject({ webview: { currentUrl: expect.anything() } })
  clock.push(30_000)
  await expect.poll(states).toHaveLength(2)
})

test('FreeKiosk, MQTT: it comes back by itself, after 1 s and then more and more', async ({
  freeKiosk,
  broker,
  clock,
}) => {
  await freeKiosk()
  await expect.poll(() => broker.subscriptions).toHaveLength(1)
  broker.cut()
  await expect
    .poll(() => {
      clock.push(1_000)
      return broker.subscriptions
    })
    .toHaveLength(2)
})

test('FreeKiosk, MQTT: a topic for each command; url is kept as the address from then on', async ({
  freeKiosk,
  broker,
  site,
}) => {
  const app = await freeKiosk()
  await expect.poll(() => broker.subscriptions).toHaveLength(1)
  broker.send('freekiosk/lobby/set/execute_js', 'document.title = "evaluated"')
  await expect(app.view.page).toHaveTitle('evaluated')
  broker.send('freekiosk/lobby/set/url', `${site.url}/other`)
  await expect.poll(async () => app.view.exists && app.view.page.title()).toBe('other')
  expect(app.url).toBe(`${site.url}/other`)
  broker.send('freekiosk/lobby/set/reload', 'PRESS')
  await expect.poll(() => site.requests.filter((url) => url === '/other')).toHaveLength(2)
})

test('FreeKiosk: clear_cache takes what scripts stored as well, and leaves workers', async ({ freeKiosk, site }) => {
  site.pages['/sw.js'] = { body: '', type: 'text/javascript' }
  const app = await freeKiosk()
  await app.view.page.evaluate(async () => {
    localStorage.setItem('tablet', 'lobby-1')
    await (await caches.open('shell')).put('/shell', new Response('old shell'))
    await navigator.serviceWorker.register('/sw.js')
  })
  const before = app.view.page
  app.command('clear_cache', '')
  await expect.poll(() => app.view.exists && app.view.page !== before).toBe(true)
  await expect(app.view.page).toHaveTitle('first')
  const left = await app.view.page.evaluate(async () => ({
    tablet: localStorage.getItem('tablet'),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }))
  expect(left).toEqual({ tablet: null, caches: ['shell'], workers: 1 })
})

test('FreeKiosk: wake ends its screensaver only; the screen is turned on by a command of its own', async ({
  freeKiosk,
}) => {
  const app = await freeKiosk()
  app.command('screen', 'OFF')
  app.command('wake', 'PRESS')
  expect(app.isScreenOn).toBe(false)
  app.command('screen', 'ON')
  expect(app.isScreenOn).toBe(true)
})

test('FreeKiosk: a dead renderer is replaced by itself; before 1.2.20 by a restart of its surface', async ({
  freeKiosk,
  context,
}) => {
  const app = await freeKiosk()
  await app.view.killRenderer()
  await expect.poll(async () => app.view.exists && app.view.page.title()).toBe('first')
  await app.end()
  expect(context.pages()).toEqual([])
  const old = await freeKiosk({ remounts: false })
  await old.view.killRenderer()
  expect(old.view.exists).toBe(false)
  old.command('restart_ui', 'PRESS')
  await expect.poll(async () => old.view.exists && old.view.page.title()).toBe('first')
})

test('FreeKiosk: an HTTP error is taken off the wall, and with auto reload the page is tried again after 5 s', async ({
  freeKiosk,
  site,
  clock,
}) => {
  const app = await freeKiosk({ autoReload: true })
  site.pages['/'] = { body: '<title>502 Bad Gateway</title>', status: 502 }
  app.command('reload', '')
  await expect.poll(() => app.view.exists && app.view.page.url()).toBe('about:blank')
  site.pages['/'] = { body: '<title>well again</title>' }
  await expect
    .poll(async () => {
      clock.push(5_000)
      return app.view.exists && app.view.page.title()
    })
    .toBe('well again')
})

test('FreeKiosk, REST: it wants its key in a header, and says executed to what it was told', async ({ freeKiosk }) => {
  const app = await freeKiosk({ apiKey: 'key' })
  const ask = (path: string, key: string, method = 'POST', body?: object) =>
    fetch(`${app.rest?.url}${path}`, {
      method,
      headers: { 'x-api-key': key },
      ...(body && { body: JSON.stringify(body) }),
    })
  expect((await ask('/api/reload', 'guess')).status).toBe(401)
  expect((await ask('/api/js', 'key', 'GET')).status).toBe(405)
  expect(app.did).toEqual([])
  expect(await (await ask('/api/js', 'key', 'POST', { code: 'document.title = "js"' })).json()).toMatchObject({
    success: true,
    data: { executed: true },
  })
  await expect(app.view.page).toHaveTitle('js')
})
