import type { Fault } from './fault-proxy.ts'
import { expect, type Tablet, test } from './story.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const isEntry = (path: string) => /^\/assets\/index-.*\.js$/.test(path)
const isPage = (path: string) => path === '/'
const NO_WORKER: Fault = { do: 'status', status: 404 }
const none = () => undefined

/** What goes wrong on the wire; without a worker, unless a story wants one. */
const wrong = (rule: (path: string) => Fault | undefined) => (path: string) =>
  path === '/sw.js' ? NO_WORKER : rule(path)

const broken = (fault: Fault) => wrong((path) => (isEntry(path) ? fault : undefined))

declare global {
  interface Window {
    /** What this page has begun that takes real time: requests of its guard, and leaving for another document. */
    underWay?: number
  }
}

/** Launch the app with its clock in the test's hands; it runs by itself as well. */
async function launch(tablet: Tablet, query = 'mqtt=off'): Promise<void> {
  await tablet.context.clock.install()
  await tablet.context.addInitScript(() => {
    let underWay = 0
    Object.defineProperty(window, 'underWay', { get: () => underWay })
    const { send } = XMLHttpRequest.prototype
    XMLHttpRequest.prototype.send = function (body) {
      underWay++
      // Heard after the guard has, which may have asked for more by then.
      this.addEventListener('loadend', () => underWay--)
      send.call(this, body)
    }
    // The next document counts from nothing.
    navigation.addEventListener('navigate', ({ destination }) => {
      if (!destination.sameDocument) underWay++
    })
  })
  await tablet.open(query)
}

/**
 * Let time go by at the tablet, in steps between which the wire is really asked: no step begins before all that the page
 * has begun is over. The wire takes real time, and on a busy machine minutes of the tablet's would go by meanwhile.
 */
async function pass(tablet: Tablet, time: number, step = 5_000): Promise<void> {
  const { page } = tablet
  const isOver = () => document.readyState === 'complete' && !window.underWay
  for (let passed = 0; passed < time; passed += step) {
    await page.clock.runFor(step)
    // Nearly always it is, and to ask is much cheaper than to wait. A page that goes away while it is asked is under way.
    if (!(await page.evaluate(isOver).catch(() => false))) await page.waitForFunction(isOver)
  }
}

const BROKEN: { what: string; fault: Fault; detail: RegExp }[] = [
  { what: 'is missing', fault: { do: 'status', status: 404 }, detail: /^error http.*\/assets\/index-.*\.js 404/ },
  {
    what: 'is a page of somebody else’s',
    fault: { do: 'body', type: 'text/html', body: '<!doctype html>' },
    detail: /^error http.*\.js 200 text\/html/,
  },
  {
    what: 'does not parse',
    fault: { do: 'body', type: 'text/javascript', body: 'let x = 1 1' },
    detail: /SyntaxError.*\/assets\/index-.*\.js/,
  },
  { what: 'never comes', fault: { do: 'cut' }, detail: /^error http.*\.js 0/ },
]

for (const { what, fault, detail } of BROKEN) {
  test(`a page whose entry script ${what} says so, and comes up once the server is well`, async ({
    server,
    tablet,
    wire,
  }) => {
    await server.publish('r1')
    wire.fault(broken(fault))
    await launch(tablet)
    await pass(tablet, 4_000, 1_000)
    await expect
      .poll(() => server.tablet('lobby-1'))
      .toMatchObject({ release: 'r1', phase: 'stuck', error: { code: 'boot-script' } })
    expect((await server.tablet('lobby-1'))?.error?.detail).toMatch(detail)
    wire.fault(wrong(none))
    await pass(tablet, 10_000)
    await tablet.shows('r1')
    await expect.poll(() => tablet.page.url()).not.toContain('relevo=')
    await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r1', phase: 'current' })
  })
}

test('a trial whose entry script never runs is taken back at once, with its reason', async ({ server, tablet }) => {
  await server.publish('r1')
  await tablet.settle('r1', 'policy=auto')
  await server.publish('r5')
  await expect
    .poll(() => server.tablet('lobby-1'))
    .toMatchObject({
      release: 'r1',
      phase: 'rolled_back',
      target: 'r5',
      error: { code: 'boot-script', detail: expect.stringContaining('/assets/') },
    })
  await tablet.shows('r1')
})

test('a page that stays silent is down after 30 s; sleep, and time out of sight, do not count', async ({
  server,
  tablet,
  wire,
}) => {
  await server.publish('r1')
  wire.fault(broken({ do: 'body', type: 'text/javascript', body: '' }))
  await tablet.context.addInitScript(() => {
    Object.defineProperty(document, 'hidden', { get: () => sessionStorage.getItem('hidden') === 'yes' })
  })
  await launch(tablet)
  await tablet.page.waitForLoadState('load')
  await tablet.page.evaluate(() => sessionStorage.setItem('hidden', 'yes'))
  await pass(tablet, 5 * MINUTE)
  await tablet.page.evaluate(() => sessionStorage.setItem('hidden', 'no'))
  await pass(tablet, 10_000)
  await tablet.page.clock.fastForward(8 * HOUR)
  expect(await server.tablet('lobby-1')).toBeUndefined()
  await pass(tablet, 25_000)
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ phase: 'stuck', error: { code: 'boot-script' } })
  expect((await server.tablet('lobby-1'))?.error?.detail).toMatch(/^silent 200 text\/html/)
})

test('a reason is told once it is whole, though the server takes longer to answer than the first wait', async ({
  server,
  tablet,
  wire,
}) => {
  await server.publish('r1')
  const silent: Fault = { do: 'body', type: 'text/javascript', body: '' }
  wire.fault(broken(silent))
  await launch(tablet)
  await tablet.page.waitForLoadState('load')
  const answer = Promise.withResolvers<void>()
  wire.fault(
    wrong((path) => (isPage(path) ? { do: 'wait', until: answer.promise } : isEntry(path) ? silent : undefined)),
  )
  await tablet.page.clock.runFor(2 * MINUTE)
  answer.resolve()
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ phase: 'stuck', error: { code: 'boot-script' } })
  expect((await server.tablet('lobby-1'))?.error?.detail).toMatch(/^silent 200 text\/html/)
})

const PAGES: { what: string; fault: Fault }[] = [
  { what: 'a proxy’s error', fault: { do: 'status', status: 502 } },
  { what: 'a captive portal', fault: { do: 'body', type: 'text/html', body: '<!doctype html><title>Hotel</title>' } },
  { what: 'nothing at all', fault: { do: 'cut' } },
]

for (const { what, fault } of PAGES) {
  test(`a white page is not left for ${what}`, async ({ server, tablet, wire }) => {
    await server.publish('r1')
    wire.fault(broken({ do: 'status', status: 404 }))
    await launch(tablet)
    await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ phase: 'stuck' })
    await tablet.page.evaluate(() => Object.assign(window, { mark: true }))
    wire.fault(wrong((path) => (isPage(path) || isEntry(path) ? fault : undefined)))
    wire.forget()
    await pass(tablet, 5 * MINUTE)
    await expect.poll(() => wire.requests.filter(isPage).length).toBeGreaterThan(1)
    expect(await tablet.page.evaluate(() => 'mark' in window)).toBe(true)
    wire.fault(wrong(none))
    await pass(tablet, 20 * MINUTE)
    await tablet.shows('r1')
  })
}

test('a white page is not left for a page of its own that comes with an error', async ({ server, tablet, wire }) => {
  await server.publish('r1')
  wire.fault(broken({ do: 'status', status: 404 }))
  await launch(tablet)
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ phase: 'stuck' })
  await tablet.page.evaluate(() => Object.assign(window, { mark: true }))
  let refused = 0
  await tablet.context.route('**/?tablet=*', async (route) => {
    refused++
    await route.fulfill({ response: await route.fetch(), status: 503 })
  })
  await pass(tablet, 5 * MINUTE)
  await expect.poll(() => refused).toBeGreaterThan(1)
  expect(await tablet.page.evaluate(() => 'mark' in window)).toBe(true)
})

for (const { whose, url, phase } of [
  { whose: 'a stranger’s', url: 'http://127.0.0.1:9/tracker.js', phase: undefined },
  { whose: 'the app’s own', url: '/assets/gone.js', phase: 'stuck' },
]) {
  test(`${whose} script that does not load ${phase ? 'shortens' : 'does not shorten'} the wait for a slow start`, async ({
    server,
    tablet,
    wire,
  }) => {
    await server.publish('r1')
    const body = `document.head.append(Object.assign(document.createElement('script'), { src: '${url}',
      onerror: () => { document.title = 'failed' } }))
      setTimeout(() => relevoBoot.up(), 20_000)`
    wire.fault(broken({ do: 'body', type: 'text/javascript', body }))
    await launch(tablet)
    await expect(tablet.page).toHaveTitle('failed')
    await tablet.page.waitForLoadState('load')
    await pass(tablet, 10_000, 1_000)
    if (phase) await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ phase })
    await pass(tablet, MINUTE)
    if (!phase) expect(await server.tablet('lobby-1')).toBeUndefined()
  })
}

test('a server that stays broken is asked less and less, across reloads and without storage', async ({
  server,
  tablet,
  wire,
}) => {
  test.setTimeout(120_000) // 360 steps of the clock
  await tablet.context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('The operation is insecure.', 'SecurityError')
        },
      })
    }
  })
  await server.publish('r1')
  wire.fault(broken({ do: 'status', status: 404 }))
  await launch(tablet)
  const loads: number[] = []
  for (let minute = 0; minute < 120; minute++) {
    wire.forget()
    await pass(tablet, MINUTE, 20_000)
    loads.push(wire.requests.filter(isEntry).length)
  }
  const asked = (from: number, to: number) => loads.slice(from, to).reduce((sum, count) => sum + count, 0)
  // A page asks for its entry script, and the guard once more for what is wrong with it.
  expect(asked(0, 120)).toBeGreaterThan(2 * 8)
  expect(asked(60, 120)).toBeLessThanOrEqual(2 * 6)
  expect(asked(60, 120)).toBeGreaterThanOrEqual(2 * 3)
})

test('a stored release that no longer runs makes room for the one the server has', async ({ server, tablet, wire }) => {
  await server.publish('r1')
  const page = await tablet.settle('r1', 'mqtt=off')
  const spoilt = await page.evaluate(async () => {
    const entry = document.querySelector<HTMLScriptElement>('script[type=module]')?.src ?? ''
    const hash = (await fetch(entry)).headers.get('etag')?.slice(1, -1) ?? 'none'
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      const key = (await cache.keys()).find(({ url }) => url.includes(hash))
      if (key) await cache.put(key, new Response('let x = 1 1'))
      if (key) return true
    }
    return false
  })
  expect(spoilt).toBe(true)
  await page.close()
  await launch(tablet)
  await server.publish('r2')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r1', phase: 'stuck' })
  wire.forget()
  await expect
    .poll(async () => {
      await pass(tablet, MINUTE)
      return tablet.page
        .locator('#release')
        .textContent({ timeout: 100 })
        .catch(() => 'white')
    })
    .toBe('r2')
})

test('a page that is up hears nothing more of the guard', async ({ server, tablet, wire }) => {
  await server.publish('r1')
  wire.fault(wrong(none))
  await launch(tablet, 'mqtt=off&checkEvery=86400')
  await tablet.shows('r1')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ phase: 'current' })
  wire.forget()
  await tablet.page.evaluate(() => {
    Object.assign(window, { mark: true })
    // What goes wrong later is the app's own.
    document.body.append(Object.assign(document.createElement('script'), { src: '/assets/gone.js' }))
  })
  await pass(tablet, HOUR, MINUTE)
  // The prompt is fetched once the page is up, with what it shares with the enrolment form.
  expect(wire.requests.filter((path) => !/\/(?:prompt|dialog)-/.test(path))).toEqual(['/assets/gone.js'])
  expect(await tablet.page.evaluate(() => 'mark' in window)).toBe(true)
})

test('a page that comes up ends the count of tries, each time', async ({ server, tablet, wire }) => {
  await server.publish('r1')
  wire.fault(wrong(none))
  const page = await tablet.open('mqtt=off')
  for (const tries of ['1', '3']) {
    await tablet.shows('r1')
    await page.evaluate((tries) => sessionStorage.setItem('relevo.boot', tries), tries)
    await page.reload()
    await expect.poll(() => page.evaluate(() => sessionStorage.getItem('relevo.boot'))).toBe('')
  }
})

test('in a frame it brings up the frame alone', async ({ server, tablet, wire }) => {
  await server.publish('r1')
  wire.fault(broken({ do: 'status', status: 404 }))
  await tablet.context.clock.install()
  await tablet.context.route('**/wall?*', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<iframe src="/?tablet=lobby-2&mqtt=off"></iframe>' }),
  )
  await tablet.open('', '/wall')
  await tablet.page.evaluate(() => Object.assign(window, { mark: true }))
  await expect.poll(() => server.tablet('lobby-2')).toMatchObject({ phase: 'stuck' })
  wire.fault(wrong(none))
  await expect(tablet.page.frameLocator('iframe').locator('#release')).toHaveText('r1')
  expect(await tablet.page.evaluate(() => 'mark' in window)).toBe(true)
})

test('under a strict Content Security Policy its hash lets it run, and nothing else does', async ({
  server,
  tablet,
  wire,
}) => {
  await server.publish('r1')
  wire.fault(wrong(none))
  const html = await (await fetch(server.url)).text()
  const code = /<script data-root[^>]*>([^<]*)<\/script>/.exec(html)?.[1] ?? ''
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code))
  const source = `'sha256-${Buffer.from(digest).toString('base64')}'`
  let policy = "script-src 'self'"
  await tablet.context.route('**/?tablet=**', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } })
  })
  const guarded = () => tablet.page.evaluate(() => 'relevoBoot' in window)
  await tablet.open('mqtt=off')
  await tablet.shows('r1')
  expect(await guarded()).toBe(false)
  policy = `script-src 'self' ${source}`
  await tablet.page.reload()
  await tablet.shows('r1')
  expect(await guarded()).toBe(true)
})
