import type { Page } from '@playwright/test'
import { expect, type SmallApp, test } from './small-app.ts'

const start = (prompt: string) =>
  `window.manager = window.relevo.createUpdateManager({ version, checkEvery: 1, inUse: 0, prompt: ${prompt} })`

/** What the page's manager says; nothing while the page is being loaded. */
const state = (page: Page) => page.evaluate(() => window.manager?.state).catch(() => undefined) // navigated meanwhile

async function open(page: Page, app: SmallApp, prompt: string): Promise<void> {
  app.script = start(prompt)
  await page.goto(app.url)
  app.release = 'r2'
  app.versionJson = { version: 'r2', notes: 'Faster calls' }
}

test('an app can ask with a prompt of its own', async ({ page, app }) => {
  await open(
    page,
    app,
    `{
      show({ version, notes, mayDefer }, { accept, later }) {
        this.hide() // it is asked to show what it shows at every look
        const buttons = [['Take ' + version + ': ' + notes, accept], ['Not now', later]].slice(0, mayDefer ? 2 : 1)
        document.body.append(...buttons.map(([textContent, onclick]) =>
          Object.assign(document.createElement('button'), { textContent, onclick })))
      },
      hide: () => document.querySelectorAll('button').forEach((button) => button.remove()),
    }`,
  )
  await expect(page.getByRole('button', { name: 'Not now' })).toBeVisible()
  await expect(page.locator('relevo-prompt')).toHaveCount(0)
  await page.evaluate(() => window.manager.hold('call'))
  await expect(page.getByRole('button')).toHaveCount(0)
  await page.evaluate(() => window.manager.free('call'))
  await page.getByRole('button', { name: 'Take r2: Faster calls' }).click()
  await expect.poll(() => state(page)).toMatchObject({ running: 'r2', phase: 'current' })
})

test('an app can ask from the state', async ({ page, app }) => {
  await open(page, app, 'false')
  await expect.poll(() => state(page)).toMatchObject({ phase: 'staged', consent: { is: 'asked', laters: 0 } })
  await page.evaluate(() => window.manager.later())
  expect(await state(page)).toMatchObject({ consent: { is: 'later', laters: 1 } })
  await expect(page.locator('relevo-prompt')).toHaveCount(0)
  expect(app.requests.some((path) => path.includes('prompt'))).toBe(false)
  await page.evaluate(() => window.manager.applyUpdate())
  await expect.poll(() => state(page)).toMatchObject({ running: 'r2', phase: 'current' })
})
