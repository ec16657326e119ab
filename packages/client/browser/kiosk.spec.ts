import type { Page } from '@playwright/test'
import { expect, type SmallApp, test } from './small-app.ts'

declare global {
  interface Window {
    fully?: Record<string, unknown>
    device: { happens(event: string): void; calls: string[] }
  }
}

/** Fully's JavaScript interface as its documents tell it, and a way to make things happen to the device. */
async function runInFully(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const codes: [event: string, code: string][] = []
    const calls: string[] = []
    const called = <T>(name: string, answer: T) => {
      calls.push(name)
      return answer
    }
    window.fully = {
      getDeviceId: () => called('getDeviceId', '3f2a91c0-77d1e0b2'),
      getScreenOn: () => called('getScreenOn', true),
      // An older version: it has no more than these.
      bind: (event: string, code: string) => void codes.push([event, code]),
    }
    window.device = {
      calls,
      happens(event) {
        // As Android's evaluateJavascript does: in the page, past its Content Security Policy, with no answer.
        for (const [name, code] of codes) if (name === event) new Function(code)()
      },
    }
  })
}

const start = (options = '', more = '') =>
  `window.manager = window.relevo.createUpdateManager({ version, checkEvery: 300, inUse: 0, readyAfter: 0, ${more}
    kiosk: window.relevo.kiosk({ ${options} }) })`

const state = (page: Page) => page.evaluate(() => window.manager?.state).catch(() => undefined) // navigated meanwhile
const happens = (page: Page, event: string) => page.evaluate((event) => window.device.happens(event), event)
const looks = (app: SmallApp) => app.requests.filter((path) => path.includes('version.json')).length

test('in Fully, a tablet without a name goes by the device’s, and keeps the one it has', async ({ page, app }) => {
  await runInFully(page)
  app.script = start()
  await page.goto(app.url)
  expect(await page.evaluate(() => window.manager.tablet)).toBe('fully-3f2a91c0-77d1e0b2')
  await page.goto(`${app.url}?tablet=lobby-1`)
  await page.goto(app.url)
  expect(await page.evaluate(() => [window.manager.tablet, window.device.calls])).toEqual(['lobby-1', []])
})

test('in Fully, nothing is switched while somebody types on the screen', async ({ page, app }) => {
  await runInFully(page)
  app.script = start('', `policy: 'auto',`)
  await page.goto(app.url)
  await expect.poll(() => state(page)).toMatchObject({ access: 'open' }) // it has begun, and listens to the device
  await happens(page, 'showKeyboard')
  app.release = 'r2'
  app.versionJson = { version: 'r2' }
  await happens(page, 'networkReconnect') // which makes it look
  await expect.poll(() => state(page)).toMatchObject({ phase: 'staged', holds: ['typing'] })
  await happens(page, 'hideKeyboard')
  await expect.poll(() => state(page)).toMatchObject({ running: 'r2', phase: 'current' })
})

for (const event of ['screenOn', 'networkReconnect', 'internetReconnect']) {
  test(`in Fully, ${event} makes the page look at once`, async ({ page, app }) => {
    await runInFully(page)
    app.script = start()
    await page.goto(app.url)
    await expect.poll(() => state(page)).toMatchObject({ access: 'open' }) // its first look was answered
    await happens(page, event)
    await expect.poll(() => looks(app)).toBe(2)
  })
}

test('the address says release and tablet once the page is up, with its query and no new entry', async ({
  page,
  app,
}) => {
  app.script = start('reportInAddress: true')
  await page.goto(`${app.url}?tablet=lobby-1&lang=es`)
  const entries = await page.evaluate(() => history.length)
  await expect.poll(() => page.url()).toBe(`${app.url}?tablet=lobby-1&lang=es#relevo=r1&tablet=lobby-1`)
  expect(await page.evaluate(() => history.length)).toBe(entries)
  // After an update it says the other one.
  app.release = 'r2'
  app.versionJson = { version: 'r2' }
  await page.evaluate(async () => {
    await window.manager.checkForUpdate()
    window.manager.applyUpdate()
  })
  await expect.poll(() => page.url()).toBe(`${app.url}?tablet=lobby-1&lang=es#relevo=r2&tablet=lobby-1`)
})

test('an app that routes by its fragment does not see ours, and keeps its own', async ({ page, app }) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  app.script = `${start('reportInAddress: true')}
    window.said.push('starts at ' + location.hash)
    addEventListener('hashchange', () => window.said.push('goes to ' + location.hash))`
  await page.goto(`${app.url}?tablet=lobby-1`)
  await expect.poll(() => page.url()).toContain('#relevo=r1')
  await page.reload()
  await expect.poll(() => page.url()).toContain('#relevo=r1')
  expect(await page.evaluate(() => window.said)).toEqual(['starts at '])
  await page.evaluate(() => {
    location.hash = '#/rooms/3'
  })
  await page.evaluate(() => window.manager.checkForUpdate())
  expect(page.url()).toBe(`${app.url}?tablet=lobby-1#/rooms/3`)
  expect(await page.evaluate(() => window.said)).toEqual(['starts at ', 'goes to #/rooms/3'])
  expect(said.filter((line) => line.startsWith('relevo:'))).toHaveLength(1)
})
