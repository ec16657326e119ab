import { expect, test } from './on-the-wall.ts'

const MINUTE = 60_000
const CACHED = { 'cache-control': 'max-age=31536000' }

test('Command JSON keys: they are carried out in the app’s own order, which reloads before it clears', async ({
  site,
  wallPanel,
}) => {
  const app = await wallPanel()
  const message = { eval: '0', clearCache: true, reload: true, wake: true, url: `${site.url}/other`, relaunch: true }
  expect(app.command(JSON.stringify(message))).toBe(true)
  expect(app.did).toEqual(['url', 'relaunch', 'wake', 'reload', 'clearCache', 'eval'])
})

test('Command JSON keys: a script runs in the page, relaunch loads the launch URL, and what is no JSON does nothing', async ({
  site,
  wallPanel,
}) => {
  const app = await wallPanel()
  app.command(JSON.stringify({ eval: 'document.title = "evaluated"' }))
  await expect(app.view.page).toHaveTitle('evaluated')
  app.command(JSON.stringify({ url: `${site.url}/other` }))
  await expect(app.view.page).toHaveTitle('other')
  app.command(JSON.stringify({ relaunch: true }))
  await expect(app.view.page).toHaveTitle('first')
  expect(app.command('reload')).toBe(false)
})

test('Commands are dropped silently: with the screen off what is for the page vanishes, wake and speech do not', async ({
  site,
  wallPanel,
  clock,
}) => {
  const app = await wallPanel()
  app.screen.off()
  const forThePage = { url: `${site.url}/other`, reload: true, clearCache: true, eval: 'document.title = "x"' }
  app.command(JSON.stringify({ ...forThePage, relaunch: true, speak: 'hello' }))
  expect(app.lost).toEqual(['url', 'relaunch', 'reload', 'clearCache', 'eval'])
  expect(app.did).toEqual(['speak'])
  app.command(JSON.stringify({ wake: true, wakeTime: 60, url: `${site.url}/other` }))
  expect(app.screen.isOn).toBe(true)
  expect(app.lost.at(-1)).toBe('url') // the activity is not back yet
  clock.push(1_000)
  app.command(JSON.stringify({ url: `${site.url}/other` }))
  await expect(app.view.page).toHaveTitle('other')
})

test('Commands are dropped silently: a further wake while one is held is ignored and does not make it longer', async ({
  wallPanel,
  clock,
}) => {
  const app = await wallPanel()
  app.screen.off()
  app.command(JSON.stringify({ wake: true, wakeTime: 60 }))
  clock.push(50_000)
  app.command(JSON.stringify({ wake: true, wakeTime: 600 }))
  expect(app.lost).toEqual(['wake'])
  clock.push(10_000 + 30_000) // the rest of it, and Android's display timeout
  expect(app.screen.isOn).toBe(false)
  app.command(JSON.stringify({ wake: true }))
  expect(app.screen.isOn).toBe(true)
})

test('Commands are dropped silently: with Pro a further wake starts the time anew', async ({ wallPanel, clock }) => {
  const app = await wallPanel({ version: 'pro' })
  app.screen.off()
  app.command(JSON.stringify({ wake: true, wakeTime: 60 }))
  clock.push(50_000)
  app.command(JSON.stringify({ wake: true, wakeTime: 60 }))
  expect(app.lost).toEqual([])
  clock.push(50_000)
  expect(app.state).toMatchObject({ screenOn: true, screenAwake: true })
  clock.push(10_000)
  expect(app.state).toMatchObject({ screenOn: true, screenAwake: false })
  clock.push(30_000)
  expect(app.state).toMatchObject({ screenOn: false, screenAwake: false })
})

test('Commands are dropped silently: REST says true to what vanishes', async ({ wallPanel }) => {
  const app = await wallPanel({ rest: true })
  app.screen.off()
  const ask = async (type: string, body: string) => {
    const response = await fetch(`${app.rest?.url}/api/command`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    })
    return response.json()
  }
  expect(await ask('application/json', '{"reload":true}')).toEqual({ result: true })
  expect(app.lost).toEqual(['reload'])
  expect(await ask('application/x-www-form-urlencoded', '{"reload":true}')).toEqual({ result: false })
  const state = await (await fetch(`${app.rest?.url}/api/state`)).json()
  expect(state).toMatchObject({ screenOn: false, currentUrl: expect.stringContaining('localhost') })
})

test('REST: it is off unless it was switched on', async ({ wallPanel }) => {
  expect((await wallPanel()).rest).toBeUndefined()
})

test('What reload and clearCache do: HTTP cache and cookies go, what workers and scripts stored stays', async ({
  site,
  context,
  wallPanel,
}) => {
  site.pages['/sw.js'] = { body: '', type: 'text/javascript' }
  site.pages['/kept'] = { body: '<title>old</title>', headers: CACHED }
  const app = await wallPanel()
  await app.view.page.evaluate(async () => {
    await cookieStore.set('user', 'lobby')
    localStorage.setItem('tablet', 'lobby-1')
    await (await caches.open('shell')).put('/shell', new Response('old shell'))
    await navigator.serviceWorker.register('/sw.js')
  })
  const visit = async (path: string, title: string) => {
    app.command(JSON.stringify({ url: `${site.url}${path}` }))
    await expect(app.view.page).toHaveTitle(title)
  }
  await visit('/kept', 'old')
  site.pages['/kept'] = { body: '<title>new</title>', headers: CACHED }
  await visit('/other', 'other')
  await visit('/kept', 'old')
  app.command(JSON.stringify({ clearCache: true }))
  await visit('/other', 'other')
  await visit('/kept', 'new')
  expect(await context.cookies()).toEqual([])
  const left = () =>
    app.view.page.evaluate(async () => ({
      tablet: localStorage.getItem('tablet'),
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }))
  expect(await left()).toEqual({ tablet: 'lobby-1', caches: ['shell'], workers: 1 })
})

test('What reload and clearCache do: with Pro’s Gecko everything that sites stored goes as well', async ({
  wallPanel,
}) => {
  const app = await wallPanel({ version: 'pro-gecko' })
  await app.view.page.evaluate(() => localStorage.setItem('tablet', 'lobby-1'))
  app.command(JSON.stringify({ clearCache: true }))
  await expect.poll(() => app.view.page.evaluate(() => localStorage.getItem('tablet'))).toBeNull()
})

test('Error handling: an HTTP error stays on the wall for good', async ({ site, wallPanel, clock }) => {
  const app = await wallPanel()
  site.pages['/'] = { body: '<title>502 Bad Gateway</title>', status: 502 }
  app.command(JSON.stringify({ reload: true }))
  await expect(app.view.page).toHaveTitle('502 Bad Gateway')
  site.pages['/'] = { body: '<title>well again</title>' }
  const asked = site.requests.length
  clock.push(60 * MINUTE)
  expect(site.requests).toHaveLength(asked)
  await expect(app.view.page).toHaveTitle('502 Bad Gateway')
})

test('Error handling: after a connection error comes the app’s own page, and the launch URL after 30 s', async ({
  site,
  wallPanel,
  clock,
}) => {
  const app = await wallPanel()
  site.isUp = false
  app.command(JSON.stringify({ url: `${site.url}/other` }))
  await expect(app.view.page).toHaveTitle('WallPanel')
  site.isUp = true
  clock.push(29_000)
  await expect(app.view.page).toHaveTitle('WallPanel')
  clock.push(1_000)
  await expect(app.view.page).toHaveTitle('first')
})

test('Error handling: after an alert no script of the page goes on', async ({ site, wallPanel }) => {
  const app = await wallPanel()
  const opened = app.view.page.waitForEvent('dialog')
  const script = 'fetch("/before"); alert("update?"); fetch("/after")'
  app.command(JSON.stringify({ eval: script }))
  await opened
  await expect.poll(() => site.requests).toContain('/before')
  app.command(JSON.stringify({ eval: 'fetch("/later")' }))
  expect(site.requests).not.toContain('/after')
  expect(site.requests).not.toContain('/later')
})

test('Reload that does nothing: up to 0.11 a page cannot load its own address, only another one', async ({
  site,
  wallPanel,
}) => {
  const app = await wallPanel({ version: '0.11' })
  const loads = () => site.requests.filter((url) => url.split('?')[0] === '/').length
  await app.view.page.evaluate(() => {
    location.reload()
    Object.assign(window, { mark: true })
  })
  app.command(JSON.stringify({ reload: true }))
  await app.view.page.evaluate(() => {
    location.href = `${location.href}`
  })
  expect(await app.view.page.evaluate(() => 'mark' in window)).toBe(true)
  expect(loads()).toBe(1)
  await app.view.page.evaluate(() => location.replace(`/?v=2`))
  await expect.poll(loads).toBe(2)
  app.command(JSON.stringify({ relaunch: true }))
  await expect.poll(loads).toBe(3)
})

test('Reload that does nothing: 0.12.0 reloads, told from outside or by its page', async ({ site, wallPanel }) => {
  const app = await wallPanel()
  site.pages['/'] = { body: '<title>second</title>' }
  app.command(JSON.stringify({ reload: true }))
  await expect(app.view.page).toHaveTitle('second')
  site.pages['/'] = { body: '<title>third</title>' }
  await app.view.page.evaluate(() => void setTimeout(() => location.reload()))
  await expect(app.view.page).toHaveTitle('third')
})

test('Reload that does nothing: a launch URL of several lines is shown line by line, and breaks relaunch', async ({
  site,
  wallPanel,
  clock,
}) => {
  const app = await wallPanel({ launchUrl: `${site.url}/\n${site.url}/other` })
  clock.push(10)
  await expect(app.view.page).toHaveTitle('other')
  clock.push(MINUTE / 2)
  await expect(app.view.page).toHaveTitle('first')
  app.command(JSON.stringify({ relaunch: true }))
  await expect.poll(() => app.view.page.url()).not.toMatch(/^http.*\/(other)?$/)
})

test('Reload that does nothing: reloads nobody asked for are normal, on a pull and when the network is back', async ({
  site,
  wallPanel,
}) => {
  const app = await wallPanel()
  const show = async () => {
    app.command(JSON.stringify({ url: `${site.url}/other` }))
    await expect(app.view.page).toHaveTitle('other')
  }
  await show()
  app.pullToRefresh()
  await expect(app.view.page).toHaveTitle('first')
  await show()
  await app.network(false)
  await app.network(true)
  await expect(app.view.page).toHaveTitle('first')
})

test('Dead renderer: the view of 0.12.0 is gone for good, and what is for the page does nothing', async ({
  site,
  wallPanel,
  clock,
}) => {
  const app = await wallPanel()
  await app.view.killRenderer()
  const intent = 'intent:#Intent;component=xyz.wallpanel.app/.ui.activities.BrowserActivityNative;end'
  app.command(JSON.stringify({ url: `${site.url}/`, reload: true, eval: '0', restartApp: true }))
  clock.push(60 * MINUTE)
  expect(app.view.exists).toBe(false)
  expect(site.requests.filter((url) => url === '/')).toHaveLength(1)
  app.command(JSON.stringify({ url: intent }))
  expect(app.activity.intents).toEqual([intent]) // whether it helps nobody has tried
})

test('Dead renderer: kmb’s fork makes a new view', async ({ wallPanel }) => {
  const app = await wallPanel({ version: 'kmb' })
  await app.view.killRenderer()
  await expect.poll(async () => app.view.exists && app.view.page.title()).toBe('first')
})

test('Dead renderer: Pro is cured by restartApp', async ({ wallPanel }) => {
  const app = await wallPanel({ version: 'pro' })
  await app.view.killRenderer()
  expect(app.view.exists).toBe(false)
  app.command(JSON.stringify({ restartApp: true }))
  await expect.poll(async () => app.view.exists && app.view.page.title()).toBe('first')
})

test('Timers: with the screen off the scripts of Pro’s page stand still until it wakes', async ({
  wallPanel,
  clock,
}) => {
  const app = await wallPanel({ version: 'pro' })
  const { page } = app.view
  const runs = () => page.evaluate(() => (window as { ticks?: number }).ticks ?? 0)
  await page.evaluate(() => {
    const counter = window as { ticks?: number }
    setInterval(() => {
      counter.ticks = (counter.ticks ?? 0) + 1
    }, 1)
  })
  await expect.poll(runs).toBeGreaterThan(0)
  app.screen.off()
  let stopped = 0
  const runMeanwhile = async () => {
    const before = stopped
    stopped = await runs()
    return stopped - before
  }
  await expect.poll(runMeanwhile).toBe(0)
  app.command(JSON.stringify({ wake: true }))
  expect(await runs()).toBe(stopped)
  clock.push(1_000)
  await expect.poll(runs).toBeGreaterThan(stopped)
})
