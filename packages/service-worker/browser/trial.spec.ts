import { panel, sha256 } from './panel.ts'
import { expect, test } from './story.ts'

const checkIns = (requests: string[]) =>
  requests
    .filter((path) => path.includes('version.json'))
    .map((path) => Object.fromEntries(new URL(path, 'http://x').searchParams))

test('a release that says it cannot start is left at once', async ({ host, tablet }) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  host.publish('r2', panel('r2', { boot: 'silent' }))
  await tablet.switchTo(page, 'r2')
  await page.reload()
  await tablet.shows(page, 'r2')
  const { trial } = await tablet.state(page)
  expect(trial).toMatchObject({ version: 'r2' })
  await page
    .evaluate((question) => window.ask(question), {
      ask: 'boot-failed',
      token: trial?.token,
      code: 'boot-error',
      detail: 'x is not a function',
    })
    .catch(() => 'the page was navigated while it waited')
  await tablet.shows(page, 'r1')
  expect((await tablet.state(page)).failed.r2).toMatchObject({ code: 'boot-error', detail: 'x is not a function' })
})

test.describe('starts', () => {
  test.use({ options: '{ readyTimeout: 4000 }' })

  test('are counted before the page is given, and when they are used up the release is left', async ({
    host,
    tablet,
  }) => {
    host.publish('r1', panel('r1'))
    const page = await tablet.settle('r1')
    host.publish('r2', panel('r2', { boot: 'silent' }))
    await tablet.switchTo(page, 'r2')
    for (let start = 1; start <= 2; start++) {
      await page.reload()
      await tablet.shows(page, 'r2')
      const { trial } = await tablet.state(page)
      // As a tablet whose power is cut: nobody watches any more when the time is over.
      await tablet.stopWorker(page)
      await expect.poll(() => Date.now() > (trial?.deadline ?? Infinity)).toBe(true)
    }
    await page.reload()
    await tablet.shows(page, 'r1')
    expect((await tablet.state(page)).failed.r2).toMatchObject({ code: 'boot-attempts' })
  })
})

test('what an app loads while it starts is one start, however often it redirects itself', async ({ host, tablet }) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  host.publish('r2', panel('r2', { boot: 'silent' }))
  await tablet.switchTo(page, 'r2')
  for (let load = 1; load <= 5; load++) {
    await page.reload()
    await tablet.shows(page, 'r2')
  }
  const { trial } = await tablet.state(page)
  expect(await tablet.ask(page, { ask: 'ready', token: trial?.token })).toMatchObject({ done: { active: 'r2' } })
})

test.describe('a release without the page that the tablet starts with', () => {
  test.use({ options: '{ navigation: { deny: [/kiosk/] } }' })

  test('fails at its first start, and the page is given from the release before', async ({ host, tablet }) => {
    host.publish('r1', panel('r1', { more: { 'kiosk/index.html': '<h1>kiosk of r1</h1>' } }))
    const page = await tablet.settle('r1')
    host.publish('r2', panel('r2'))
    await tablet.switchTo(page, 'r2')
    await page.goto(`${host.url}kiosk/`)
    await expect(page.locator('h1')).toHaveText('kiosk of r1')
    const home = await tablet.open()
    await tablet.shows(home, 'r1')
    expect((await tablet.state(home)).failed.r2).toMatchObject({ code: 'file-missing', detail: '/kiosk/' })
  })
})

test('the boot guard of a page that never ran ends its trial, and only its own', async ({ host, tablet }) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  await tablet.ask(page, { ask: 'never-ran', detail: 'not on trial' })
  host.publish('r2', panel('r2', { boot: 'silent' }))
  await tablet.switchTo(page, 'r2')
  const trial = await tablet.open()
  await tablet.shows(trial, 'r2')
  await tablet.ask(page, { ask: 'never-ran', detail: 'another page' })
  expect((await tablet.state(trial)).failed).toEqual({})
  await trial.evaluate(() => void window.ask({ ask: 'never-ran', detail: 'assets/app.js: 404' }))
  await tablet.shows(trial, 'r1')
  expect((await tablet.state(trial)).failed.r2).toMatchObject({ code: 'boot-script', detail: 'assets/app.js: 404' })
})

test('a confirmed release that its guard finds hopeless is given up for the one before, and without one for the network', async ({
  host,
  tablet,
}) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  host.publish('r2', panel('r2'))
  await tablet.switchTo(page, 'r2')
  await page.reload()
  await tablet.shows(page, 'r2')
  await expect.poll(async () => (await tablet.state(page)).previous).toBe('r1')
  await page.evaluate(() => void window.ask({ ask: 'give-up', detail: 'SyntaxError' }))
  await tablet.shows(page, 'r1')
  expect((await tablet.state(page)).failed.r2).toMatchObject({ code: 'boot-script', detail: 'SyntaxError' })
  await tablet.ask(page, { ask: 'give-up', detail: 'SyntaxError' })
  expect(await tablet.hashes(page)).toEqual([])
})

test('frames, missing files and redirects are not starts', async ({ host, tablet }) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  host.publish('r2', panel('r2', { boot: 'silent', more: { 'help/index.html': '<h1>help</h1>' } }))
  await tablet.switchTo(page, 'r2')
  await page.reload()
  await tablet.shows(page, 'r2')
  await page.evaluate(async () => {
    for (const src of ['./', 'help/', 'help', 'not-there.pdf']) {
      const frame = document.createElement('iframe')
      frame.src = src
      await new Promise((resolve) => {
        frame.onload = resolve
        document.body.append(frame)
      })
    }
  })
  const { trial } = await tablet.state(page)
  await tablet.ask(page, { ask: 'ready', token: trial?.token })
  expect(await tablet.state(page)).toMatchObject({ active: 'r2', failed: {} })
})

test('the page that is left cannot confirm the release that comes, even with its token', async ({ host, tablet }) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  host.publish('r2', panel('r2', { boot: 'silent' }))
  await tablet.switchTo(page, 'r2')
  const next = await tablet.open()
  await tablet.shows(next, 'r2')
  const { trial } = await tablet.state(next)
  expect((await tablet.state(page)).trial).toBeUndefined()
  await tablet.ask(page, { ask: 'ready', token: trial?.token })
  expect(await tablet.state(next)).toMatchObject({ active: 'r1', trial: { version: 'r2' } })
  await tablet.ask(next, { ask: 'ready', token: 'another' })
  expect(await tablet.state(next)).toMatchObject({ active: 'r1', trial: { version: 'r2' } })
  await tablet.ask(next, { ask: 'ready', token: trial?.token })
  expect(await tablet.state(next)).toMatchObject({ active: 'r2', previous: 'r1' })
})

test('a page that the network had to answer cannot confirm the release it should have been', async ({
  host,
  tablet,
}) => {
  const r2 = panel('r2', { boot: 'silent' })
  const entry = sha256(r2['index.html'] ?? '')
  host.publish('r2', r2)
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  await tablet.switchTo(page, 'r2')
  await page.evaluate(async (hash) => {
    const cache = await caches.open('relevo:/')
    for (const key of await cache.keys()) if (key.url.endsWith(hash)) await cache.delete(key)
  }, entry)
  host.fault = (path) => (path.includes(entry) ? 'corrupt' : undefined)
  await page.reload()
  await tablet.shows(page, 'r1')
  const state = await tablet.state(page)
  expect(state).toMatchObject({ active: 'r1' })
  expect(state.served).toBeUndefined()
  expect(state.trial).toBeUndefined()
})

test('a failure that the page has told is not told again', async ({ host, tablet }) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  host.publish('r2', panel('r2', { boot: 'silent' }))
  host.publish('r3', panel('r3', { boot: 'silent' }))
  for (const version of ['r2', 'r3']) {
    await tablet.switchTo(page, version)
    await page.reload()
    await tablet.shows(page, version)
    await page.evaluate(() => void window.ask({ ask: 'rollback' }))
    await tablet.shows(page, 'r1')
    if (version === 'r2') await tablet.ask(page, { ask: 'told', version })
  }
  await expect.poll(() => checkIns(host.requests).map(({ target }) => target)).toEqual(['r3'])
})

test('every page hears when the slots change, each with its own view', async ({ host, tablet }) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  host.publish('r2', panel('r2', { boot: 'silent' }))
  await tablet.switchTo(page, 'r2')
  const next = await tablet.open()
  await tablet.shows(next, 'r2')
  const { trial } = await tablet.state(next)
  await tablet.ask(next, { ask: 'ready', token: trial?.token })
  const last = (page: typeof next) => page.evaluate(() => window.tells.at(-1))
  await expect
    .poll(() => last(page))
    .toMatchObject({ relevo: 1, tell: 'slots', slots: { active: 'r2', previous: 'r1' } })
  expect((await last(page))?.slots.served).toBeUndefined()
  await expect.poll(() => last(next)).toMatchObject({ slots: { served: 'r2', active: 'r2' } })
})

test('the app can go back to the release before, and the server can block one or allow another try', async ({
  host,
  tablet,
}) => {
  host.publish('r1', panel('r1'))
  const page = await tablet.settle('r1')
  host.publish('r2', panel('r2'))
  await tablet.switchTo(page, 'r2')
  await page.reload()
  await tablet.shows(page, 'r2')
  await page.evaluate(() => window.up)
  await page.evaluate(() => void window.ask({ ask: 'rollback' }))
  await tablet.shows(page, 'r1')
  expect((await tablet.state(page)).failed.r2).toMatchObject({ code: 'rolled-back-by-app' })
  expect((await tablet.ask(page, { ask: 'retry', version: 'r2', retry: 'again' })).done?.failed).toEqual({})
  await tablet.switchTo(page, 'r2')
  await page.reload()
  await tablet.shows(page, 'r2')
  await page.evaluate(() => window.up)
  await page.evaluate(() => void window.ask({ ask: 'block', versions: ['r2'] }))
  await tablet.shows(page, 'r1')
  expect((await tablet.state(page)).failed.r2).toMatchObject({ code: 'blocked', retry: 'again' })
})

test.describe('a release that stays silent', () => {
  test.use({ options: '{ readyTimeout: 1500 }' })

  test('a release that never reports ready is left for the one before, on the very same address', async ({
    host,
    tablet,
  }) => {
    host.publish('r1', panel('r1'))
    const page = await tablet.settle('r1', '?floor=3#/call')
    host.publish('r2', panel('r2', { boot: 'dead' }))
    await tablet.switchTo(page, 'r2')
    const { url } = { url: page.url() }
    await page.reload()
    await tablet.shows(page, 'r1')
    expect(page.url()).toBe(url)
    const state = await tablet.state(page)
    expect(state).toMatchObject({ served: 'r1', active: 'r1', failed: { r2: { code: 'boot-timeout' } } })
    await expect.poll(async () => (await tablet.state(page)).failed.r2?.told).toBe(true)
    expect(checkIns(host.requests)).toEqual([
      { tablet: 'lobby-1', release: 'r1', phase: 'rolled_back', target: 'r2', error: 'boot-timeout' },
    ])
    expect(await tablet.ask(page, host.stage('r2'))).toMatchObject({ failed: { code: 'switch-refused' } })
    expect(await tablet.ask(page, { ask: 'switch', version: 'r2' })).toMatchObject({
      failed: { code: 'switch-refused' },
    })
  })

  test('without a release to go back to, a dead one gives way to the network', async ({ host, tablet }) => {
    host.publish('r2', panel('r2', { boot: 'dead' }))
    host.publish('r1', panel('r1'))
    const page = await tablet.open()
    await tablet.register(page)
    await page.evaluate(() => window.ask({ ask: 'hello', running: 'r1', checkIn: window.checkIn }))
    await tablet.switchTo(page, 'r2')
    await page.reload()
    await tablet.shows(page, 'r1')
    const state = await tablet.state(page)
    expect(state.served).toBeUndefined()
    expect(state.failed.r2).toMatchObject({ code: 'boot-timeout' })
    await expect.poll(() => checkIns(host.requests)).toMatchObject([{ release: 'r1', target: 'r2' }])
  })
})

test.describe('a release that stays silent for longer than its worker lives', () => {
  // Time enough to stop the first one.
  test.use({ options: '{ readyTimeout: 5000 }' })

  test('is left in time also when its worker was stopped meanwhile and only another page still speaks', async ({
    host,
    tablet,
  }) => {
    host.publish('r1', panel('r1'))
    const page = await tablet.settle('r1')
    host.publish('r2', panel('r2', { boot: 'dead' }))
    await tablet.switchTo(page, 'r2')
    const next = await tablet.open()
    await tablet.shows(next, 'r2')
    await tablet.stopWorker(next)
    expect(await tablet.state(page)).toMatchObject({ active: 'r1', failed: {} })
    await tablet.shows(next, 'r1')
    expect((await tablet.state(next)).failed.r2).toMatchObject({ code: 'boot-timeout' })
  })
})
