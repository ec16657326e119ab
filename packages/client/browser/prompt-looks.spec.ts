import type { Page } from '@playwright/test'
import { ask, said, styleOf } from './asking.ts'
import { expect, type SmallApp, test } from './small-app.ts'

const NOTE = 'Faster calls, and a bell that is heard in the yard. '.repeat(8).slice(0, 400)
const SCREENS = [
  { width: 320, height: 568 },
  { width: 600, height: 1024 },
  { width: 800, height: 480 },
  { width: 1280, height: 800 },
]
/** A 10-inch tablet lying down, in CSS pixels and in millimetres. */
const TEN_INCHES = { width: 1280, height: 800, mm: 217 }

/** Relative luminance, as WCAG 2 defines it, of a colour as browsers compute it. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

type Painted = [part: string, property: string]

async function contrast(page: Page, ...painted: [Painted, Painted]): Promise<number> {
  const colors = await Promise.all(painted.map((one) => styleOf(page, ...one)))
  for (const color of colors) expect(color, 'opaque').toMatch(/^rgb\(/)
  const [dark = 0, light = 0] = colors.map(luminance).sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const SURFACE: Painted = ['dialog', 'background-color']
const TEXT: [Painted, Painted][] = [
  ...['title', 'text', 'notes', 'countdown', 'remaining', 'later'].map((part): [Painted, Painted] => [
    [part, 'color'],
    SURFACE,
  ]),
  [
    ['accept', 'color'],
    ['accept', 'background-color'],
  ],
]

for (const colorScheme of ['light', 'dark'] as const) {
  test(`has the contrast that WCAG asks for, ${colorScheme}`, async ({ page, app }) => {
    await page.emulateMedia({ colorScheme })
    await ask(page, app, { inSeconds: 60, notes: NOTE })
    for (const pair of TEXT) expect(await contrast(page, ...pair), String(pair)).toBeGreaterThanOrEqual(4.5)
    const controls: Painted[] = [
      ['accept', 'background-color'],
      ['later', 'border-top-color'],
      ['dialog', 'border-top-color'],
    ]
    for (const control of controls)
      expect(await contrast(page, control, SURFACE), String(control)).toBeGreaterThanOrEqual(3)
    await page.keyboard.press('Tab')
    expect(await styleOf(page, 'accept', 'outline-style')).toBe('solid')
    expect(await contrast(page, ['accept', 'outline-color'], SURFACE)).toBeGreaterThanOrEqual(3)
  })
}

test('keeps its outlines in forced colours', async ({ page, app }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await ask(page, app, { inSeconds: 60, notes: NOTE })
  for (const pair of TEXT) expect(await contrast(page, ...pair), String(pair)).toBeGreaterThanOrEqual(4.5)
  for (const part of ['dialog', 'accept', 'later']) {
    expect(await styleOf(page, part, 'border-top-style')).toBe('solid')
    expect(await contrast(page, [part, 'border-top-color'], SURFACE), part).toBeGreaterThanOrEqual(3)
  }
})

test('does not move for who wants no motion', async ({ page, app }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await ask(page, app)
  expect(await styleOf(page, 'dialog', 'animation-name')).toBe('none')
})

test('title and countdown can be read from two metres on ten inches', async ({ page, app }) => {
  await page.setViewportSize(TEN_INCHES)
  await ask(page, app, { inSeconds: 60 })
  for (const part of ['title', 'remaining']) {
    // A capital is 0.7 of the font's size; it has to be a 200th of the distance.
    const capital = 0.7 * Number.parseFloat(await styleOf(page, part, 'font-size'))
    expect((capital * TEN_INCHES.mm) / TEN_INCHES.width, part).toBeGreaterThanOrEqual(2000 / 200)
  }
})

for (const screen of SCREENS) {
  test(`fits ${screen.width}×${screen.height} with notes of 400 letters`, async ({ page, app }) => {
    await page.setViewportSize(screen)
    app.lang = 'es'
    await ask(page, app, { inSeconds: 3600, notes: NOTE })
    for (const name of ['Actualizar ahora', 'Más tarde']) {
      const button = page.getByRole('button', { name })
      await expect(button).toBeInViewport({ ratio: 1 })
      const box = await button.boundingBox()
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(48)
    }
    await expect(page.getByRole('timer')).toBeInViewport({ ratio: 1 })
    const [dialog, wide] = await page
      .getByRole('dialog')
      .evaluate((dialog) => [dialog.scrollWidth - dialog.clientWidth, document.documentElement.scrollWidth])
    expect([dialog, wide]).toEqual([0, screen.width])
    // All of a long note can be reached, by keyboard too.
    await page.keyboard.press('End')
    const read = () =>
      page.getByRole('dialog').evaluate((dialog) => dialog.scrollHeight - dialog.clientHeight - dialog.scrollTop)
    await expect.poll(read).toBeLessThanOrEqual(1)
    await page.getByRole('button', { name: 'Más tarde' }).click()
    expect(await said(page)).toEqual(['later'])
  })
}

test('looks as the app wants, by variables and parts, whatever the page styles', async ({ page, app }) => {
  app.body = `<style>
    * { font-size: 8px !important } button { display: none } h2 { color: red }
    body > * { margin: 20px; width: 10px; padding: 10px }
    :root { --relevo-accent: rgb(1, 2, 3); --relevo-background: rgb(4, 5, 6); --relevo-size: 30px }
    relevo-prompt::part(title) { letter-spacing: 3px }
  </style><h1>Panel</h1>`
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.setViewportSize({ width: 1000, height: 800 })
  await ask(page, app)
  expect(await styleOf(page, 'accept', 'background-color')).toBe('rgb(1, 2, 3)')
  expect(await styleOf(page, 'dialog', 'background-color')).toBe('rgb(4, 5, 6)')
  expect(await styleOf(page, 'dialog', 'font-size')).toBe('30px')
  expect(await styleOf(page, 'title', 'letter-spacing')).toBe('3px')
  expect(await styleOf(page, 'later', 'display')).not.toBe('none')
  const box = await page.getByRole('dialog').boundingBox()
  expect(box).toMatchObject({ x: 16, width: 968 })
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(784)
})

/** Dressed, it lies over the page at its lower edge; undressed it would be a line of text. */
async function expectDressed(page: Page): Promise<void> {
  expect(await styleOf(page, 'title', 'font-weight')).toBe('700')
  expect(await styleOf(page, 'accept', 'background-color')).toBe('rgb(11, 92, 173)')
  await page.getByRole('button', { name: 'Update now' }).click()
  expect(await said(page)).toEqual(['accept'])
}

/** Serve the page with a Content Security Policy. */
async function guard(page: Page, app: SmallApp, policy: string): Promise<void> {
  await page.route(app.url, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } })
  })
}

test('is dressed where inline styles and HTML from text are forbidden', async ({ page, app }) => {
  await guard(page, app, `style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'`)
  app.script = `addEventListener('securitypolicyviolation', (event) => window.said.push(event.violatedDirective))`
  await ask(page, app)
  await expectDressed(page)
})

test('is dressed in an engine without style sheets made by script', async ({ page, app }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(ShadowRoot.prototype, 'adoptedStyleSheets')
  })
  await ask(page, app)
  await expectDressed(page)
})
