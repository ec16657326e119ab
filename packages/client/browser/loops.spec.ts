import type { Page } from '@playwright/test'
import { expect, test } from './small-app.ts'

/** A page that updates itself as eagerly as it can. */
const eager = (version: string) =>
  `window.manager = window.relevo.createUpdateManager({ version: ${version}, checkEvery: 1, inUse: 0, policy: 'auto' })`

const state = (page: Page) => page.evaluate(() => window.manager?.state).catch(() => undefined) // navigated meanwhile

/** How often a tablet loads its page until it has settled down, as it says itself. */
async function loadsUntilStuck(page: Page, url: string): Promise<number> {
  let loads = 0
  page.on('load', () => loads++)
  await page.goto(url)
  await expect.poll(() => state(page), { timeout: 60_000 }).toMatchObject({ phase: 'stuck', error: 'reload-loop' })
  return loads
}

test('a server that always claims a newer version is left alone after twelve reloads', async ({ page, app }) => {
  app.script = eager(`'r1'`)
  app.release = ''
  let newest = 1
  app.before = (what) => {
    if (what === 'load') newest += 1
    app.versionJson = { version: `r${newest}` }
  }
  expect(await loadsUntilStuck(page, app.url)).toBe(13)
})

test('a server that claims another newer version at every look is never believed', async ({ page, app }) => {
  app.script = eager(`'r1'`)
  app.release = ''
  let newest = 1
  app.before = () => {
    newest += 1
    app.versionJson = { version: `r${newest}` }
  }
  let loads = 0
  page.on('load', () => loads++)
  await page.goto(app.url)
  await expect.poll(() => newest).toBeGreaterThan(20)
  expect(loads).toBe(1)
})

test('replicas that take turns, each with a release of its own, cause six reloads', async ({ page, app }) => {
  app.script = eager('version')
  let running = 'r2'
  app.before = (what) => {
    const other = running === 'r1' ? 'r2' : 'r1'
    // A load is answered by one replica, everything the page asks then by the other.
    if (what === 'load') running = other
    app.release = what === 'load' ? other : running === 'r1' ? 'r2' : 'r1'
    app.versionJson = { version: app.release }
  }
  expect(await loadsUntilStuck(page, app.url)).toBe(7)
})

for (const wiped of ['localStorage', 'sessionStorage'] as const) {
  test(`reloads are counted although ${wiped} is wiped at every start`, async ({ page, app }) => {
    app.script = eager(`'r1'`)
    app.release = ''
    app.versionJson = { version: 'r9' }
    await page.addInitScript((storage) => window[storage].clear(), wiped)
    expect(await loadsUntilStuck(page, app.url)).toBe(4)
  })
}
