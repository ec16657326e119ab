import type { Page } from '@playwright/test'
import { expect, type SmallApp, test } from './small-app.ts'

interface Asked {
  notes?: string
  inSeconds?: number
  mayDefer?: boolean
}

async function ask(page: Page, app: SmallApp, { notes, inSeconds, mayDefer = true }: Asked = {}): Promise<void> {
  if (page.url() === 'about:blank') await page.goto(app.url)
  await page.evaluate(
    ([notes, inSeconds, mayDefer]) => {
      const prompt = window.relevo.relevoPrompt()
      const deadline = inSeconds === undefined ? undefined : Date.now() + inSeconds * 1000
      const question = { version: 'r2', mayDefer, ...(notes !== undefined && { notes }), ...(deadline && { deadline }) }
      prompt.show(question, { accept: () => window.said.push('accept'), later: () => window.said.push('later') })
      window.question = prompt
    },
    [notes, inSeconds, mayDefer] as const,
  )
}

const said = (page: Page) => page.evaluate(() => window.said)

for (const { lang, title, accept, later } of [
  { lang: 'es-MX', title: 'Nueva versión disponible', accept: 'Actualizar ahora', later: 'Más tarde' },
  { lang: 'en', title: 'A new version is ready', accept: 'Update now', later: 'Later' },
]) {
  test(`asks in the document's language: ${lang}`, async ({ page, app }) => {
    app.lang = lang
    await ask(page, app, { inSeconds: 60 })
    const dialog = page.getByRole('dialog', { name: title })
    await expect(dialog).toBeVisible()
    await expect(dialog.getByRole('timer')).toHaveText(/ (1:00|0:59)$/)
    await dialog.getByRole('button', { name: later }).click()
    await dialog.getByRole('button', { name: accept }).click()
    expect(await said(page)).toEqual(['later', 'accept'])
  })
}

test('who may not defer is alerted, and sees one button', async ({ page, app }) => {
  await ask(page, app, { mayDefer: false })
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Later' })).toBeHidden()
  await page.keyboard.press('Escape')
  expect(await said(page)).toEqual([])
})

test('can be answered by keyboard', async ({ page, app }) => {
  await ask(page, app)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Update now' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  expect(await said(page)).toEqual(['accept', 'later', 'later'])
})

test('takes no focus from somebody who types, and gives back what it took', async ({ page, app }) => {
  app.body = '<input id="name"><button id="ring">Ring</button>'
  await page.goto(app.url)
  await page.locator('#name').focus()
  await ask(page, app)
  await page.keyboard.type('Ana')
  await expect(page.locator('#name')).toHaveValue('Ana')
  await page.evaluate(() => window.question.hide())
  await expect(page.locator('relevo-prompt')).toHaveCount(0)
  await page.locator('#ring').focus()
  await ask(page, app)
  await page.evaluate(() => window.question.hide())
  await expect(page.locator('#ring')).toBeFocused()
})

test('counts down by the wall clock, through a sleep', async ({ page, app }) => {
  await page.clock.install()
  await ask(page, app, { inSeconds: 90 })
  const timer = page.getByRole('timer')
  await page.clock.runFor(5_000)
  await expect(timer).toHaveText('Updates by itself in 1:25')
  await page.clock.fastForward(60_000)
  await expect(timer).toHaveText('Updates by itself in 0:25')
  await page.clock.fastForward(60_000)
  await expect(timer).toHaveText('Updates by itself in 0:00')
})

test('is brought up to date in place', async ({ page, app }) => {
  await ask(page, app, { notes: 'first' })
  const button = await page.getByRole('button', { name: 'Update now' }).elementHandle()
  await page.evaluate(() =>
    window.question.show(
      { version: 'r3', notes: 'second', mayDefer: false },
      { accept: () => window.said.push('second'), later: () => undefined },
    ),
  )
  await expect(page.locator('relevo-prompt')).toHaveCount(1)
  await expect(page.getByText('second')).toBeVisible()
  await expect(page.getByText('first')).toHaveCount(0)
  await button?.click()
  expect(await said(page)).toEqual(['second'])
})

test('notes of a release are text, whatever they contain', async ({ page, app }) => {
  await ask(page, app, { notes: '<img src=x onerror="window.said.push(1)"> & more' })
  await expect(page.getByText('<img src=x onerror="window.said.push(1)"> & more')).toBeVisible()
  expect(await said(page)).toEqual([])
})

/** Contrast by WCAG of an element's text against the nearest background that is not transparent. */
function contrastOf(selector: string): number {
  const root = document.querySelector('relevo-prompt')?.shadowRoot
  const element = root?.querySelector(selector)
  if (!element) throw new Error(`no ${selector}`)
  const light = (color: string) => {
    const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
      const share = Number(part) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  let behind: Element | null = element
  while (behind && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement
  if (!behind) throw new Error('no background')
  const [a, b] = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor].map(light) as [
    number,
    number,
  ]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`can be read and hit from a distance, ${colorScheme}`, async ({ page, app }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    app.lang = colorScheme === 'light' ? 'es' : 'en'
    app.body = `<h1>Panel</h1><style>body { background: ${colorScheme === 'light' ? '#fafafa' : '#101418'} }</style>`
    await ask(page, app, { inSeconds: 60, notes: 'Llamadas más rápidas · Faster calls' })
    for (const selector of ['h2', '.text', '.notes', '.countdown', '[part=accept]', '[part=later]']) {
      expect(await page.evaluate(contrastOf, selector), selector).toBeGreaterThanOrEqual(4.5)
    }
    for (const button of await page.locator('relevo-prompt button').all()) {
      const box = await button.boundingBox()
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(48)
    }
    const look = await page.evaluate(() => {
      const section = document.querySelector('relevo-prompt')?.shadowRoot?.querySelector('section')
      return section && { size: getComputedStyle(section).fontSize, motion: getComputedStyle(section).animationName }
    })
    expect(look).toEqual({ size: '24px', motion: 'none' })
  })
}

test('fits a narrow screen, with a long text', async ({ page, app }) => {
  await page.setViewportSize({ width: 320, height: 480 })
  await ask(page, app, { inSeconds: 60, notes: 'a very long line of notes '.repeat(60) })
  await expect(page.getByRole('button', { name: 'Later' })).toBeAttached()
  await page.getByRole('button', { name: 'Later' }).click()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
})

test('looks as the app wants, by variables and parts, whatever the page styles', async ({ page, app }) => {
  app.body = `<style>
    * { font-size: 8px !important } button { display: none } h2 { color: red }
    :root { --relevo-accent: rgb(1, 2, 3); --relevo-background: rgb(4, 5, 6) }
    relevo-prompt::part(title) { letter-spacing: 3px }
  </style><h1>Panel</h1>`
  await ask(page, app)
  const looks = await page.evaluate(() => {
    const root = document.querySelector('relevo-prompt')?.shadowRoot
    const of = (selector: string) => getComputedStyle(root?.querySelector(selector) as Element)
    return {
      accept: of('[part=accept]').backgroundColor,
      dialog: of('section').backgroundColor,
      title: of('h2').letterSpacing,
      size: of('section').fontSize,
      button: of('[part=later]').display,
    }
  })
  expect(looks).toMatchObject({ accept: 'rgb(1, 2, 3)', dialog: 'rgb(4, 5, 6)', title: '3px', size: '24px' })
  expect(looks.button).not.toBe('none')
})
