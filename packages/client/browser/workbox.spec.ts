import type { Page } from '@playwright/test'
import type { Carrier } from '../src/ports.ts'
import { expect, type SmallApp, test } from './small-app.ts'
import { workerScript } from './workbox-worker.ts'

declare global {
  interface Window {
    carrier: Carrier | undefined
    started: boolean
  }
}

const SETUP = `window.carrier = window.relevo.workbox('/sw.js', { installTimeout: 120 })`
const HOUR = 3_600_000

/** What became of a deed: `ok`, or code and detail. */
function does(page: Page, deed: 'stage' | 'switch', target = 'r2'): Promise<string> {
  return page.evaluate(
    async ([deed, target]) =>
      window.carrier?.[deed](target).then(
        () => 'ok',
        (error) => error.message,
      ) ?? 'no carrier',
    [deed, target] as const,
  )
}

/** The release of the worker that answers this page. */
function controller(page: Page): Promise<string | undefined> {
  return page.evaluate(async () => {
    const { port1, port2 } = new MessageChannel()
    const said = new Promise<string>((resolve) => {
      port1.onmessage = ({ data }) => resolve(data)
    })
    const { controller } = navigator.serviceWorker
    controller?.postMessage('release', [port2])
    return controller ? said : undefined
  })
}

const isWaiting = (page: Page) =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting !== null)

/** Push the clock until a deed has ended. */
async function runOut(page: Page, deed: Promise<string>): Promise<string> {
  let isOver = false
  const over = deed.finally(() => {
    isOver = true
  })
  await expect
    .poll(async () => {
      if (!isOver) await page.clock.fastForward(130_000)
      return isOver
    })
    .toBe(true)
  return over
}

/** A page that the worker of r1 answers. */
async function settle(page: Page, app: SmallApp): Promise<void> {
  app.script = SETUP
  app.files['/sw.js'] ??= workerScript({ release: 'r1' })
  await page.goto(app.url)
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.reload()
  expect(await controller(page)).toBe('r1')
}

test('a new worker is installed beside the old one, and takes over when the page switches', async ({ page, app }) => {
  await settle(page, app)
  app.files['/sw.js'] = workerScript({ release: 'r2' })
  expect(await does(page, 'stage')).toBe('ok')
  expect(await isWaiting(page)).toBe(true)
  expect(await controller(page)).toBe('r1')
  expect(await does(page, 'switch')).toBe('ok')
  expect(await controller(page)).toBe('r2')
})

test('the third update of one page works as the first, an hour apart', async ({ page, app }) => {
  await page.clock.install()
  await settle(page, app)
  for (const release of ['r2', 'r3', 'r4']) {
    await page.clock.fastForward(HOUR)
    app.files['/sw.js'] = workerScript({ release })
    expect(await does(page, 'stage', release)).toBe('ok')
    expect(await does(page, 'switch', release)).toBe('ok')
    expect(await controller(page)).toBe(release)
  }
})

test('of releases that nobody switched to, the last one is switched to', async ({ page, app }) => {
  await page.clock.install()
  await settle(page, app)
  for (const release of ['r2', 'r3', 'r4']) {
    await page.clock.fastForward(HOUR)
    app.files['/sw.js'] = workerScript({ release })
    expect(await does(page, 'stage', release)).toBe('ok')
    expect(await controller(page)).toBe('r1')
  }
  expect(await does(page, 'switch', 'r4')).toBe('ok')
  expect(await controller(page)).toBe('r4')
})

test('a worker that takes over by itself is as good as switched to', async ({ page, app }) => {
  await settle(page, app)
  app.files['/sw.js'] = workerScript({ release: 'r2', skips: true })
  expect(await does(page, 'stage')).toBe('ok')
  expect(await does(page, 'switch')).toBe('ok')
  expect(await controller(page)).toBe('r2')
})

test('a worker that waits since before the page started is the one that is switched to', async ({ page, app }) => {
  await settle(page, app)
  app.files['/sw.js'] = workerScript({ release: 'r2' })
  expect(await does(page, 'stage')).toBe('ok')
  await page.reload()
  expect(await controller(page)).toBe('r1')
  expect(await does(page, 'stage')).toBe('ok')
  expect(await does(page, 'switch')).toBe('ok')
  expect(await controller(page)).toBe('r2')
})

test('an update that another page of the tablet brought in only needs the reload', async ({ page, app, context }) => {
  await settle(page, app)
  const other = await context.newPage()
  await other.goto(app.url)
  app.files['/sw.js'] = workerScript({ release: 'r2' })
  expect(await Promise.all([does(page, 'stage'), does(other, 'stage')])).toEqual(['ok', 'ok'])
  expect(await does(other, 'switch')).toBe('ok')
  expect(await does(page, 'switch')).toBe('ok')
  expect(await does(page, 'stage')).toBe('ok')
  expect(await controller(page)).toBe('r2')
})

test('a worker script that is still the old one is an error, not a wait', async ({ page, app }) => {
  await settle(page, app)
  expect(await does(page, 'stage')).toBe('server-error: /sw.js is unchanged and brings no r2')
})

test('a look that comes a moment before the new script is taken once more', async ({ page, app }) => {
  await settle(page, app)
  const looks = () => app.requests.filter((path) => path === '/sw.js').length
  const before = looks()
  app.before = () => {
    if (looks() === before + 2) app.files['/sw.js'] = workerScript({ release: 'r2' })
  }
  expect(await does(page, 'stage')).toBe('ok')
  expect(await isWaiting(page)).toBe(true)
})

test('a page that came a moment before its worker only needs the reload', async ({ page, app }) => {
  await settle(page, app)
  app.release = 'r2'
  expect(await does(page, 'stage')).toBe('ok')
  expect(await does(page, 'switch')).toBe('ok')
})

for (const { what, answer, error } of [
  { what: 'a 502', answer: 502, error: /^server-error: \/sw.js: 502/ },
  {
    what: 'a page to log in',
    answer: '<!doctype html><title>Hotel</title>',
    error: /^server-error: \/sw.js: 200 text\/html/,
  },
  { what: 'a script that does not parse', answer: 'const =', error: /^server-error: .*(?:evaluation|parse)/i },
  { what: 'a cut connection', answer: 'cut', error: /^network: / },
] as const) {
  test(`${what} for the worker script is an error, and the next look is a new one`, async ({ page, app }) => {
    await settle(page, app)
    app.files['/sw.js'] = answer
    expect(await does(page, 'stage')).toMatch(error)
    app.files['/sw.js'] = workerScript({ release: 'r2' })
    expect(await does(page, 'stage')).toBe('ok')
  })
}

test('a file of the list that is missing fails the update, the old worker stays, and the next try is a new one', async ({
  page,
  app,
}) => {
  await settle(page, app)
  app.files['/sw.js'] = workerScript({ release: 'r2', precache: ['/a.js'] })
  expect(await does(page, 'stage')).toMatch(/^server-error: .*could not store a file of its list/)
  expect(await isWaiting(page)).toBe(false)
  expect(await controller(page)).toBe('r1')
  app.files['/a.js'] = 'void 0'
  expect(await does(page, 'stage')).toBe('ok')
})

test('a worker that installs for ever is given up, and waited for again', async ({ page, app }) => {
  await page.clock.install()
  await settle(page, app)
  app.files['/a.js'] = 'hang'
  app.files['/sw.js'] = workerScript({ release: 'r2', precache: ['/a.js'] })
  for (const _ of ['first', 'second']) {
    expect(await runOut(page, does(page, 'stage'))).toMatch(
      /^worker-silent: \/sw.js (?:is looked for: 30|installs: 120) s$/,
    )
  }
  expect(await controller(page)).toBe('r1')
})

test('a worker that does not obey is an error at the deadline, each time', async ({ page, app }) => {
  await page.clock.install()
  await settle(page, app)
  app.files['/sw.js'] = workerScript({ release: 'r2', obeys: false })
  for (const _ of ['first', 'second']) {
    expect(await does(page, 'stage')).toBe('ok')
    expect(await runOut(page, does(page, 'switch'))).toBe('worker-silent: /sw.js takes over: 30 s')
  }
  expect(await controller(page)).toBe('r1')
})

test('the first worker of a tablet, which claims its page, reloads nothing', async ({ page, app }) => {
  let loads = 0
  page.on('load', () => loads++)
  app.script = SETUP
  app.files['/sw.js'] = workerScript({ release: 'r1', claims: true })
  await page.goto(app.url)
  await expect.poll(() => controller(page)).toBe('r1')
  expect(loads).toBe(1)
  app.files['/sw.js'] = workerScript({ release: 'r2' })
  expect(await does(page, 'stage')).toBe('ok')
  expect(await does(page, 'switch')).toBe('ok')
  expect(await controller(page)).toBe('r2')
  expect(loads).toBe(1)
})

test('a worker that somebody unregistered is registered again', async ({ page, app }) => {
  await settle(page, app)
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.unregister()))
  app.files['/sw.js'] = workerScript({ release: 'r2' })
  expect(await does(page, 'stage')).toBe('ok')
  expect(await does(page, 'switch')).toBe('ok')
  await page.reload()
  expect(await controller(page)).toBe('r2')
})

test('a page that cannot have a worker gets no carrier, and an illegal option is refused', async ({ page, app }) => {
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'))
  await page.goto(app.url)
  expect(await page.evaluate(() => window.relevo.workbox('/sw.js'))).toBeUndefined()
  const refusal = (url: string, installTimeout: number) =>
    page.evaluate(
      ([url, installTimeout]) => {
        try {
          return void window.relevo.workbox(url, { installTimeout })
        } catch (error) {
          return String(error)
        }
      },
      [url, installTimeout] as const,
    )
  expect(await refusal('', 60)).toContain('config-invalid: scriptUrl')
  expect(await refusal('/sw.js', 0)).toContain('config-invalid: installTimeout')
})
