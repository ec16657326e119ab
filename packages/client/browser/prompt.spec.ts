import { ask, said } from './asking.ts'
import { expect, test } from './small-app.ts'

for (const { lang, title, accept, later } of [
  { lang: 'es-MX', title: 'Nueva versión lista', accept: 'Actualizar ahora', later: 'Más tarde' },
  { lang: 'en-GB', title: 'New version ready', accept: 'Update now', later: 'Later' },
]) {
  test(`asks in the document's language: ${lang}`, async ({ page, app }) => {
    app.lang = lang
    await ask(page, app, { inSeconds: 60 })
    const dialog = page.getByRole('dialog', { name: title })
    await expect(dialog).toBeVisible()
    await expect(dialog.getByRole('timer')).toHaveText(/ (1:00|0:5\d)$/)
    await dialog.getByRole('button', { name: later }).click()
    await dialog.getByRole('button', { name: accept }).click()
    expect(await said(page)).toEqual(['later', 'accept'])
  })
}

test('changes its language with the document’s', async ({ page, app }) => {
  await ask(page, app)
  await page.evaluate(() => {
    document.documentElement.lang = 'es'
  })
  await expect(page.getByRole('dialog', { name: 'Nueva versión lista' })).toBeVisible()
})

test('who may not defer is alerted, and sees one button', async ({ page, app }) => {
  await ask(page, app, { mayDefer: false })
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expect(page.getByRole('timer')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Later' })).toBeHidden()
  await page.keyboard.press('Escape')
  expect(await said(page)).toEqual([])
})

test('can be answered by keyboard', async ({ page, app }) => {
  app.body = '<button>Ring</button>'
  app.script = `addEventListener('keydown', ({ key }) => key === 'Escape' && window.said.push('the app left'))`
  await ask(page, app)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Update now' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  expect(await said(page)).toEqual(['accept', 'later', 'later'])
  for (const name of ['Update now', 'Ring']) {
    await page.keyboard.press('Shift+Tab')
    await expect(page.getByRole('button', { name })).toBeFocused()
  }
})

test('takes no focus from somebody who types, and gives back what it took', async ({ page, app }) => {
  app.body = '<input id="name"><button id="ring">Ring</button>'
  await page.goto(app.url)
  await page.locator('#name').focus()
  await ask(page, app)
  await expect(page.getByRole('alert')).toContainText('New version ready')
  await page.keyboard.type('Ana')
  await expect(page.locator('#name')).toHaveValue('Ana')
  await page.evaluate(() => window.question.hide())
  await expect(page.locator('relevo-prompt')).toHaveCount(0)
  await page.locator('#ring').focus()
  await ask(page, app)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await page.evaluate(() => window.question.hide())
  await expect(page.locator('#ring')).toBeFocused()
})

test('takes no focus from a field inside a component', async ({ page, app }) => {
  app.body = '<my-field><template shadowrootmode="open"><input></template></my-field>'
  await page.goto(app.url)
  await page.locator('input').focus()
  await ask(page, app)
  await page.keyboard.type('Ana')
  await expect(page.locator('input')).toHaveValue('Ana')
})

test('a finger on its way to the app does not answer', async ({ page, app }) => {
  await page.goto(app.url)
  const inTheWay = () =>
    page.evaluate(() => {
      window.question ??= window.relevo.relevoPrompt()
      const answers = { accept: () => undefined, later: () => undefined }
      window.question.show({ version: 'r2', mayDefer: true }, answers)
      const root = document.querySelector('relevo-prompt')?.shadowRoot
      const box = root?.querySelector('button')?.getBoundingClientRect() ?? new DOMRect()
      return root?.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.tagName
    })
  expect(await inTheWay()).toBe('DIV')
  await expect.poll(inTheWay).toBe('BUTTON')
})

test('counts down by the wall clock, also when its timers were late', async ({ page, app }) => {
  await page.clock.install({ time: 0 })
  await page.goto(app.url)
  await page.clock.pauseAt(100_000)
  await ask(page, app, { inSeconds: 90 })
  const timer = page.getByRole('timer')
  await page.clock.runFor(5_000)
  await expect(timer).toHaveText('Updates by itself in 1:25')
  // The tablet slept: the wall clock went on and no timer ran.
  await page.clock.setSystemTime(165_000)
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  expect(await timer.textContent()).toBe('Updates by itself in 0:25')
  await page.clock.fastForward(60_000)
  await expect(timer).toHaveText('Updates by itself at a quiet moment.')
})

test('is brought up to date in place', async ({ page, app }) => {
  await ask(page, app, { notes: 'first' })
  const button = await page.getByRole('button', { name: 'Update now' }).elementHandle()
  await page.getByRole('button', { name: 'Later' }).focus()
  await page.evaluate(() =>
    window.question.show(
      { version: 'r3', notes: 'second', mayDefer: false },
      { accept: () => window.said.push('second'), later: () => undefined },
    ),
  )
  await expect(page.locator('relevo-prompt')).toHaveCount(1)
  await expect(page.getByText('second')).toBeVisible()
  await expect(page.getByText('first')).toHaveCount(0)
  await expect(page.getByRole('alertdialog')).toBeFocused()
  await button?.click()
  expect(await said(page)).toEqual(['second'])
})

test('comes back when the app replaced its whole body, and not after it was put away', async ({ page, app }) => {
  await page.clock.install()
  await ask(page, app)
  const empty = () => page.evaluate(() => document.body.replaceChildren())
  await empty()
  await page.clock.fastForward(1_000)
  await page.getByRole('button', { name: 'Update now' }).click()
  expect(await said(page)).toEqual(['accept'])
  await empty()
  await page.evaluate(() => window.question.hide())
  await page.clock.fastForward(5_000)
  await expect(page.locator('relevo-prompt')).toHaveCount(0)
})

test('notes of a release are text, whatever they contain', async ({ page, app }) => {
  await ask(page, app, { notes: '<img src=x onerror="window.said.push(1)"> & more' })
  await expect(page.getByText('<img src=x onerror="window.said.push(1)"> & more')).toBeVisible()
  expect(await said(page)).toEqual([])
})

test('can be answered over a view in full screen', async ({ page, app }) => {
  app.body = '<div id="view" onclick="this.requestFullscreen()">View</div>'
  await page.goto(app.url)
  await page.locator('#view').click()
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.id)).toBe('view')
  await ask(page, app)
  await page.getByRole('button', { name: 'Update now' }).click()
  expect(await said(page)).toEqual(['accept'])
})
