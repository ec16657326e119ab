import { checkIn, openDashboard, tooWide } from './dashboard-page.ts'
import { expect, test } from './story.ts'

test('the overview says at a glance what runs where, how the tablets are, and what happened last', async ({
  server,
  browser,
}) => {
  for (const version of ['r1', 'r2']) await server.publish(version)
  for (const id of ['a', 'b']) await checkIn(server, `tablet=${id}&release=r1`)
  await checkIn(server, 'tablet=c&release=r2')
  await checkIn(server, 'tablet=old&release=r1&phase=stuck&target=r2&error=incompatible')
  const page = await openDashboard(browser, server, { locale: 'en-GB' })
  const card = page.getByRole('region', { name: 'Environments' }).locator('> div').filter({ hasText: 'production' })
  await expect(card.getByRole('link', { name: 'r2', exact: true })).toHaveAttribute('href', '#release/r2')
  await expect(card).toContainText('1 of 4 tablets run it')
  await expect(page.getByRole('list', { name: 'How many, and who' })).toContainText(
    /4 all.*4 online.*3 behind.*1 stuck/,
  )
  await expect(page.getByRole('list', { name: 'Why tablets are stuck' })).toContainText(
    '1 its browser engine is too old',
  )
  await expect(page.getByRole('list', { name: 'What happens' }).getByRole('listitem')).toContainText([
    /signed in/,
    /old is stuck before r2/,
  ])
  await checkIn(server, 'tablet=b&release=r2')
  await expect(card).toContainText('2 of 4 tablets run it')
  await expect(page.getByRole('list', { name: 'What happens' }).getByRole('listitem').first()).toContainText(
    'b went from r1 to r2.',
  )
  expect(await tooWide(page)).toEqual([])
  await page.close()
})

test.describe('while a deployment runs', () => {
  // Then tablets are counted every ten seconds, and two of these make a chart.
  test.use({ serverEnv: { RELEVO_HEALTH_DELAY: '60' } })
  test.setTimeout(150_000)

  test('the chart says in words what it shows, its legend hides a release, and a table has the numbers', async ({
    server,
    browser,
  }) => {
    for (const id of ['a', 'b', 'c']) await checkIn(server, `tablet=${id}&release=r1`)
    await checkIn(server, 'tablet=d&release=r2')
    await server.publish('r1')
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await openDashboard(browser, server, { locale: 'en-GB', colorScheme })
      await page.getByRole('button', { name: '1 hour' }).click()
      await expect(page.getByRole('img', { name: /Now: r1: 3, r2: 1/ })).toBeVisible({ timeout: 60_000 })
      const height = () => page.locator('.chart canvas').evaluate((canvas: HTMLCanvasElement) => canvas.height)
      expect(await height()).toBeGreaterThan(100)
      const button = page.getByRole('list', { name: /Releases of the chart/ }).getByRole('button', { name: /^r2 1$/ })
      await expect(button).toHaveAttribute('aria-pressed', 'true')
      await button.press('Enter')
      await expect(button).toHaveAttribute('aria-pressed', 'false')
      await page.getByText('The same as a table').click()
      await expect(page.getByRole('row').nth(1)).toContainText(/3\s*1/)
      await page.close()
    }
  })
})
