import { openDashboard } from './dashboard-page.ts'
import { expect, test } from './story.ts'

// Fifty thousand tablets are work for the server too, which takes as long as the machine is busy.
test.setTimeout(180_000)

const COUNT = 50_000

const name = (nth: number) => `wall-${String(nth).padStart(5, '0')}`

/** A table of so many tablets. */
function table(): string {
  const lines = Array.from({ length: COUNT }, (_, i) => `${name(i)},group-${i % 7},${i % 2 ? 'qa' : ''}`)
  return ['id,group,tags', ...lines].join('\n')
}

test('fifty thousand tablets are scrolled through, found and selected as smoothly as fifty', async ({
  server,
  browser,
}) => {
  const imported = await fetch(`${server.url}/api/tablets/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.token}`, 'content-type': 'text/csv' },
    body: table(),
  })
  expect(await imported.json()).toMatchObject({ data: { created: COUNT } })
  const page = await openDashboard(browser, server, { hash: '#tablets', locale: 'en-GB' })
  const rows = page.locator('.tablets tbody tr')
  const inPage = () => rows.count()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tablets 50,000')
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', `${COUNT + 1}`)
  await expect(rows.first()).toContainText(name(0))
  expect(await inPage()).toBeLessThan(60)

  const frames = await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame)
    const took: number[] = []
    await frame()
    for (let i = 0; i < 120; i++) {
      const from = performance.now()
      scrollBy(0, 700)
      await frame()
      took.push(performance.now() - from)
    }
    return took.sort((a, b) => a - b)
  })
  expect(await inPage()).toBeLessThan(60)
  expect(frames[60]).toBeLessThan(60)

  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2))
  await expect(page.getByRole('link', { name: /^wall-25\d{3}$/ }).first()).toBeInViewport()
  await rows.first().press('End')
  const last = page.locator(`[aria-rowindex="${COUNT + 1}"]`)
  await expect(last).toBeFocused()
  await expect(last).toContainText(name(COUNT - 1))
  await page.keyboard.press('PageUp')
  await page.keyboard.press('Home')
  await expect(page.locator('[aria-rowindex="2"]')).toBeFocused()
  await expect(page.locator('[aria-rowindex="2"]')).toContainText(name(0))

  await page.getByRole('searchbox', { name: 'Search' }).fill('wall-4999')
  await expect(rows).toHaveCount(10)
  await page.getByRole('searchbox', { name: 'Search' }).fill('')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tablets 50,000')
  await page.getByRole('checkbox', { name: 'Select all that match' }).check()
  await page.getByRole('button', { name: 'Group and tags…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Group and tags of 50,000 tablets' })
  await dialog.getByLabel('Group', { exact: true }).fill('everywhere')
  await dialog.getByRole('button', { name: 'Change 50,000 tablets' }).click()
  await expect(dialog).toBeHidden({ timeout: 60_000 })
  await expect(rows.first()).toContainText('everywhere')
  expect((await server.api('GET', `/api/tablets/${name(COUNT - 1)}`)).body.data).toMatchObject({
    group: 'everywhere',
    tags: ['qa'],
  })
  await page.close()
})
