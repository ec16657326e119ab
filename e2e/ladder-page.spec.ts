import { checkIn, openDashboard, tooWide } from './dashboard-page.ts'
import type { Server } from './server.ts'
import { expect, test } from './story.ts'

test.use({ serverEnv: { RELEVO_LADDER_AFTER: '10' } })

/** A step of the server's time, ms; a tablet that is there says so in each. */
const STEP = 30_000

/** Let time go by until a tablet that takes no release, and that no kiosk app is linked to, is given up. */
async function untilHandsAreNeeded(server: Server, tablet: string): Promise<void> {
  const phase = async () => {
    await server.push(STEP)
    await checkIn(server, `tablet=${tablet}&release=r1&phase=current`)
    await checkIn(server, 'tablet=well&release=r2&phase=current')
    return (await server.api('GET', `/api/tablets/${tablet}/ladder`)).body.data
  }
  await expect.poll(phase, { intervals: [10], timeout: 30_000 }).toMatchObject({ phase: 'needs-hands' })
}

test('who needs hands is the first thing on the overview, is found among the tablets, and is done with at its page', async ({
  server,
  browser,
}) => {
  await server.publish('r1')
  for (const tablet of ['old', 'well']) await checkIn(server, `tablet=${tablet}&release=r1&phase=current`)
  await server.publish('r2')
  await untilHandsAreNeeded(server, 'old')
  const page = await openDashboard(browser, server)
  const hands = page.getByRole('region', { name: '1 tablet needs somebody to go there' })
  await expect(hands).toContainText('old: Load the page anew there; with its kiosk app linked the server could do it.')
  await expect(hands).toContainText(
    'It reports r1 instead of r2. Last try: its page was ordered to forget what it stored.',
  )
  expect(await tooWide(page)).toEqual([])
  await hands.getByRole('link', { name: '1 tablet needs somebody to go there' }).click()
  const grid = page.getByRole('grid', { name: 'Tablets' })
  await expect(grid.getByRole('link')).toHaveText(['old'])
  await expect(page.getByRole('link', { name: '1 need hands' })).toHaveAttribute('aria-current', 'true')
  await expect(grid).toContainText('needs hands')
  await grid.getByRole('link', { name: 'old' }).click()

  const main = page.getByRole('main')
  await expect(main).toContainText(/Left for today\d+ of 12 tries/)
  await expect(main).toContainText('No kiosk app is linked to it')
  await page.getByRole('button', { name: 'Leave it alone' }).click()
  await expect(main).toContainText('It is left alone.')
  await expect(main).toContainText('root wants it left alone')
  await page.getByRole('button', { name: 'Somebody was there' }).click()
  await expect(main).toContainText('Noted: it begins anew.')
  await checkIn(server, 'tablet=old&release=r2&phase=current')
  await expect(main).toContainText('nothing to do')
  await page.getByRole('button', { name: 'Try the next now' }).click()
  await expect(main.getByRole('alert')).toContainText('Nothing is wrong with this tablet that the ladder could cure.')
  await expect(page.getByRole('list', { name: 'History' })).toContainText('somebody was there')
  expect(await tooWide(page)).toEqual([])
  await page.goto(`${server.url}/dashboard/#tablets?hands=true`)
  await expect(page.getByText('No tablet matches this filter.')).toBeVisible()
  await page.close()
})
