import type { Page } from '@playwright/test'
import { expect, type SmallApp, test } from './small-app.ts'

const START = `window.manager = window.relevo.createUpdateManager({ version, checkEvery: 300, inUse: 0, countdown: 0 })
  window.relevo.offerEnrolment(window.manager)`

/** A server that wants everybody to enrol, and says this to whoever tries. */
async function open(page: Page, app: SmallApp, answer: object = { success: true }): Promise<void> {
  app.script = START
  app.versionHeaders = { 'relevo-access': 'enrol' }
  app.files['/api/enrol'] = JSON.stringify(answer)
  await page.goto(`${app.url}?tablet=lobby-1`)
  await expect(page.getByRole('dialog')).toBeVisible()
}

/** The server does not answer an enrolment before it is told to. @returns tells it */
async function holdBack(page: Page): Promise<() => void> {
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  await page.route('**/api/enrol', (route) => answered.then(() => route.continue()))
  return answer
}

const REFUSED = { success: false, error: { code: 'enrolment-refused', message: '', do: '' } }
const ENROLLED = { success: true, data: { tablet: 'lobby-1', secret: 'x'.repeat(40) } }

test('the form takes no focus, and can be used by keyboard alone', async ({ page, app }) => {
  app.body = '<label>Name <input autofocus></label>'
  await open(page, app, REFUSED)
  await expect(page.getByLabel('Name')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Code')).toBeFocused()
  await page.keyboard.type('k7qm')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText('This code is not valid, or not any more. Ask for another.')
  await expect(page.getByLabel('Code')).toHaveAccessibleDescription(/lobby-1 This code is not valid/)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('who puts it away does not see it again before the next start', async ({ page, app }) => {
  await open(page, app)
  await page.getByRole('button', { name: 'Not now' }).click()
  await page.evaluate(() => window.manager.checkForUpdate())
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.reload()
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('it goes when the tablet is enrolled, however that came about', async ({ page, app }) => {
  await open(page, app, ENROLLED)
  app.versionHeaders = {}
  await page.evaluate(() => window.manager.enrol('k7qm'))
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('a refusal takes the focus from nobody who has gone on', async ({ page, app }) => {
  app.body = '<label>Name <input></label>'
  await open(page, app, REFUSED)
  const answer = await holdBack(page)
  await page.getByLabel('Code').fill('k7qm')
  await page.getByRole('button', { name: 'Enrol' }).click()
  await page.getByLabel('Name').focus()
  answer()
  await expect(page.getByRole('alert')).toContainText('This code is not valid')
  await expect(page.getByLabel('Name')).toBeFocused()
})

test('an empty code asks for one, and no server', async ({ page, app }) => {
  await open(page, app, REFUSED)
  await page.getByRole('button', { name: 'Enrol' }).click()
  await expect(page.getByLabel('Code')).toBeFocused()
  expect(app.requests).not.toContain('/api/enrol')
})

test('a server that hears everybody sees no form', async ({ page, app }) => {
  app.script = START
  await page.clock.install()
  await page.goto(app.url)
  await expect.poll(() => page.evaluate(() => window.manager.state.access)).toBe('open')
  await page.clock.runFor(5_000)
  await expect(page.locator('relevo-enrol')).toHaveCount(0)
})

test.describe('a question about an update', () => {
  async function staged(page: Page, app: SmallApp): Promise<void> {
    app.release = 'r2'
    app.versionJson = { version: 'r2' }
    await page.evaluate(() => window.manager.checkForUpdate())
    await expect.poll(() => page.evaluate(() => window.manager.state.phase)).toBe('staged')
  }

  test('goes first, and the form comes back after it', async ({ page, app }) => {
    await open(page, app)
    await staged(page, app)
    await expect(page.getByLabel('Code')).toBeHidden()
    await page.getByRole('button', { name: 'Later' }).click()
    await expect(page.getByLabel('Code')).toBeVisible()
  })

  test('is not hidden by a form that comes while it is put', async ({ page, app }) => {
    app.script = START
    await page.clock.install()
    await page.goto(`${app.url}?tablet=lobby-1`)
    await expect.poll(() => page.evaluate(() => window.manager.state.access)).toBe('open')
    await staged(page, app)
    app.versionHeaders = { 'relevo-access': 'enrol' }
    await page.evaluate(() => window.manager.checkForUpdate())
    await page.clock.runFor(5_000)
    await expect(page.locator('relevo-enrol')).toBeAttached()
    await page.getByRole('button', { name: 'Later' }).click()
    await expect(page.getByLabel('Code')).toBeVisible()
  })

  test('is not put to who is in the form, and is when they have left it', async ({ page, app }) => {
    app.body = '<h1>Panel</h1><button>Ring</button>'
    await open(page, app, REFUSED)
    await page.getByLabel('Code').fill('k7qm')
    await expect(page.getByLabel('Code')).toBeFocused()
    await staged(page, app)
    // Pressed beside the controls, it is still the form that was pressed.
    for (const part of [
      page.getByRole('heading', { name: 'Tablet not enrolled' }),
      page.getByText('Code', { exact: true }),
    ])
      await part.click()
    // A kiosk app says that its keyboard went.
    await page.evaluate(() => window.manager.free('typing'))
    const answer = await holdBack(page)
    await page.getByRole('button', { name: 'Enrol' }).click()
    await expect(page.getByRole('button', { name: 'Enrolling …' })).toBeDisabled()
    // A frame, after which a disabled button has no focus.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    answer()
    await expect(page.getByRole('alert').getByText('This code is not valid')).toBeVisible()
    await expect(page.locator('relevo-prompt')).not.toBeAttached()
    await page.getByRole('button', { name: 'Ring' }).click()
    await expect(page.getByRole('button', { name: 'Update now' })).toBeVisible()
    await expect(page.getByLabel('Code')).toBeHidden()
    await page.getByRole('button', { name: 'Later' }).click()
    await expect(page.getByLabel('Code')).toHaveValue('k7qm')
  })

  test('is put when the form is put away, and does not take the press of who did that twice', async ({ page, app }) => {
    await open(page, app)
    await page.getByLabel('Code').focus()
    await staged(page, app)
    await page.getByRole('button', { name: 'Not now' }).dblclick()
    await expect(page.getByRole('button', { name: 'Update now' })).toBeVisible()
    expect(await page.evaluate(() => window.manager.state)).toMatchObject({ phase: 'staged', consent: { is: 'asked' } })
  })

  test('is put a minute after the last key to who has walked away', async ({ page, app }) => {
    app.script = START
    app.versionHeaders = { 'relevo-access': 'enrol' }
    await page.clock.install()
    await page.goto(`${app.url}?tablet=lobby-1`)
    await expect.poll(() => page.evaluate(() => window.manager.state.access)).toBe('wanted')
    await page.clock.runFor(2_000)
    await page.getByLabel('Code').fill('k7qm')
    await staged(page, app)
    await page.clock.runFor(50_000)
    await page.getByLabel('Code').pressSequentially('2')
    await page.clock.runFor(59_000)
    await expect(page.locator('relevo-prompt')).not.toBeAttached()
    await page.clock.runFor(2_000)
    await expect(page.getByRole('button', { name: 'Update now' })).toBeVisible()
  })
})

test('a page that shows nothing but the form has not started', async ({ page, app }) => {
  app.body = ''
  await open(page, app)
  expect(await page.evaluate(() => window.relevo.hasRendered(document))).toBe(false)
})

for (const screen of [
  { width: 320, height: 568 },
  { width: 800, height: 480 },
]) {
  test(`fits ${screen.width}×${screen.height}`, async ({ page, app }) => {
    await page.setViewportSize(screen)
    app.lang = 'es'
    await open(page, app, REFUSED)
    await page.getByLabel('Código').fill('K7QM-2XDP')
    await page.getByRole('button', { name: 'Dar de alta' }).click()
    await expect(page.getByRole('alert')).toContainText('Este código no es válido')
    for (const control of [page.getByLabel('Código'), page.getByRole('button', { name: 'Ahora no' })]) {
      await expect(control).toBeInViewport({ ratio: 1 })
      const box = await control.boundingBox()
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(48)
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(screen.width)
  })
}
