import type { Page } from '@playwright/test'
import { expect, test } from './small-app.ts'

const START = `window.manager = window.relevo.createUpdateManager({ version, checkEvery: 1, inUse: 0 })`

/** What the page's manager says; nothing while the page is being loaded. */
const state = (page: Page) => page.evaluate(() => window.manager?.state).catch(() => undefined) // navigated meanwhile

const tabletOf = (page: Page) => page.evaluate(() => window.manager.tablet)

test('without a worker, a release is asked for, and comes by a reload', async ({ page, app }) => {
  app.script = START
  await page.goto(`${app.url}?tablet=lobby-1`)
  app.release = 'r2'
  app.versionJson = { version: 'r2' }
  await page.getByRole('button', { name: 'Update now' }).click()
  await expect.poll(() => state(page)).toMatchObject({ running: 'r2', phase: 'current' })
  expect(page.url()).toBe(`${app.url}?tablet=lobby-1`)
})

test('a server that claims a release whose page it does not have causes no reload', async ({ page, app }) => {
  app.script = START.replace('inUse: 0', `inUse: 0, policy: 'auto'`)
  app.versionJson = { version: 'r9' }
  let loads = 0
  page.on('load', () => loads++)
  await page.goto(app.url)
  await expect.poll(() => state(page)).toMatchObject({ phase: 'backing_off', error: 'server-error' })
  expect(loads).toBe(1)
})

test('a server whose page tells no release causes three reloads at most', async ({ page, app }) => {
  app.script = START.replace('version,', `version: 'r1',`).replace('inUse: 0', `inUse: 0, policy: 'auto'`)
  app.release = ''
  app.versionJson = { version: 'r9' }
  let loads = 0
  page.on('load', () => loads++)
  await page.goto(app.url)
  await expect.poll(() => loads).toBe(4)
  await expect.poll(() => state(page)).toMatchObject({ phase: 'stuck', error: 'reload-loop' })
  expect(loads).toBe(4)
})

test('the tablet of the launch URL stays the tablet, in its check-ins too', async ({ page, app }) => {
  app.script = START
  await page.goto(`${app.url}?tablet=lobby-1`)
  await page.goto(app.url)
  expect(await tabletOf(page)).toBe('lobby-1')
  await expect
    .poll(() => app.requests.filter((path) => path.includes('version.json')).at(-1))
    .toContain('tablet=lobby-1&release=r1&phase=current')
})

test('storage that the browser refuses stops nothing', async ({ page, app }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      },
    })
  })
  app.script = START
  await page.goto(app.url)
  const tablet = await tabletOf(page)
  expect(tablet).toMatch(/^tablet-[0-9a-f]{8}$/)
  await page.reload()
  expect(await tabletOf(page)).toBe(tablet)
})

test('the mark of a navigation past a kiosk leaves the address', async ({ page, app }) => {
  app.script = START
  await page.goto(`${app.url}?a=1&relevo=r1#there`)
  await expect.poll(() => page.url()).toBe(`${app.url}?a=1#there`)
})

test('a worker that cannot be registered is reported, and done without', async ({ page, app }) => {
  app.script = START.replace('version,', `version, worker: '/gone.js',`)
  await page.goto(app.url)
  app.release = 'r2'
  app.versionJson = { version: 'r2' }
  await page.getByRole('button', { name: 'Update now' }).click()
  await expect.poll(() => state(page)).toMatchObject({ running: 'r2' })
  expect(app.requests.some((path) => path.includes('error=worker-unavailable'))).toBe(true)
})
