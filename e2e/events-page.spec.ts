import { checkIn, openDashboard, tooWide } from './dashboard-page.ts'
import { expect, test } from './story.ts'

test('what happens is on top while it happens, in words that lead to what it is about', async ({ server, browser }) => {
  await server.publish('r1')
  const page = await openDashboard(browser, server, { hash: '#events' })
  const lines = page.getByRole('list', { name: 'Events' }).getByRole('listitem')
  await expect(page.locator('.connection')).toHaveText('Live')
  await expect(lines.filter({ hasText: 'r1 is now current in production' })).toHaveCount(1)
  await checkIn(server, 'tablet=lobby-1&release=r1')
  await expect(lines.first()).toContainText('lobby-1 checked in for the first time, with r1.', { timeout: 2_000 })
  expect(await tooWide(page)).toEqual([])
  await lines.first().getByRole('link', { name: 'lobby-1' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'lobby-1' })).toBeFocused()
  await page.close()
})

test('who reads further down is not pushed on: what is new waits, and is counted', async ({ server, browser }) => {
  for (let i = 0; i < 60; i++) await checkIn(server, `tablet=wall-${i}&release=r1`)
  const page = await openDashboard(browser, server, { hash: '#events' })
  const lines = page.getByRole('list', { name: 'Events' }).getByRole('listitem')
  const read = lines.filter({ hasText: 'wall-20 checked in' })
  await read.scrollIntoViewIfNeeded()
  await page.evaluate(() => scrollBy(0, 300))
  const place = async () => Math.round(((await read.boundingBox())?.y ?? 0) / 10)
  await expect(page.locator('.connection')).toHaveText('Live')
  const before = await place()
  await checkIn(server, 'tablet=new-1&release=r1')
  await checkIn(server, 'tablet=new-2&release=r1')
  const button = page.getByRole('button', { name: '2 new events' })
  await expect(button).toBeVisible()
  expect(await place()).toBe(before)
  await button.click()
  await expect(lines.first()).toContainText('new-2')
  await expect(lines.first()).toBeInViewport()
  await expect(button).toBeHidden()
  await page.close()
})

test('the log is read back to where it begins, and filtered by what stands in the address', async ({
  server,
  browser,
}) => {
  for (let i = 0; i < 150; i++) await checkIn(server, `tablet=wall-${i}&release=r1`)
  await checkIn(server, 'tablet=wall-7&release=r1&phase=stuck&target=r2&error=incompatible')
  const page = await openDashboard(browser, server, { hash: '#events?tablet=wall-7' })
  const lines = page.getByRole('list', { name: 'Events' }).getByRole('listitem')
  await expect(lines).toContainText([/wall-7 is stuck/, /wall-7 checked in/])
  await checkIn(server, 'tablet=wall-8&release=r2')
  await checkIn(server, 'tablet=wall-7&release=r2')
  await expect(lines.first()).toContainText('wall-7 went from r1 to r2.')
  await expect(lines).toHaveCount(3)

  await page.getByRole('combobox', { name: 'Type' }).selectOption('tablet-stuck')
  await expect(lines).toHaveCount(1)
  await expect(page).toHaveURL(/#events\?tablet=wall-7&type=tablet-stuck$/)
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Releases')
  await expect(page.getByText('Nothing matches this filter.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await expect(lines.filter({ hasText: 'wall-149 checked in' })).toHaveCount(1)
  await expect(async () => {
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    await expect(page.getByText('This is where the log begins.')).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(lines.filter({ hasText: 'wall-0 checked in' })).toHaveCount(1)
  await page.close()
})
