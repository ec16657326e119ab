import { checkIn, openDashboard, tooWide } from './dashboard-page.ts'
import { expect, test } from './story.ts'

test.use({ serverEnv: { RELEVO_LADDER: 'false', RELEVO_HEALTH_DELAY: '0' } })

test('who needs hands is the first thing on the overview, is found among the tablets, and is done with at its page', async ({
  server,
  browser,
}) => {
  await server.publish('r1')
  for (const tablet of ['lobby-1', 'hall-2', 'well']) await checkIn(server, `tablet=${tablet}&release=r1&phase=current`)
  await server.whileDown('put-ladders.ts')
  const page = await openDashboard(browser, server)
  const hands = page.getByRole('region', { name: '1 tablet needs somebody to go there' })
  await expect(hands).toContainText('lobby-1: Open the kiosk app on it; if the screen stays blank, restart the device.')
  await expect(hands).toContainText('Last try: its kiosk app emptied its cache and loaded the address.')
  expect(await tooWide(page)).toEqual([])
  await hands.getByRole('link', { name: '1 tablet needs somebody to go there' }).click()
  const grid = page.getByRole('grid', { name: 'Tablets' })
  await expect(grid.getByRole('link')).toHaveText(['lobby-1'])
  await expect(page.getByRole('link', { name: '1 need hands' })).toHaveAttribute('aria-current', 'true')
  await expect(grid).toContainText('needs hands')
  await grid.getByRole('link', { name: 'lobby-1' }).click()

  const main = page.getByRole('main')
  await expect(main).toContainText('Its page was heard last at')
  await expect(main).toContainText('2 of this kind, 6 for this release')
  await expect(main).toContainText('No kiosk app is linked to it')
  await page.getByRole('button', { name: 'Try the next now' }).click()
  await expect(main.getByRole('alert')).toContainText('RELEVO_LADDER')
  await page.getByRole('button', { name: 'Somebody was there' }).click()
  await expect(main).toContainText('Noted: it begins anew.')
  await expect(main).toContainText('nothing to do')
  await expect(page.getByRole('list', { name: 'History' })).toContainText('somebody was there')
  expect(await tooWide(page)).toEqual([])

  await page.goto(`${server.url}/dashboard/#tablet/hall-2`)
  await expect(main).toContainText('ana wants it left alone')
  await page.goto(`${server.url}/dashboard/#tablets?hands=true`)
  await expect(page.getByText('No tablet matches this filter.')).toBeVisible()
  await page.close()
})
