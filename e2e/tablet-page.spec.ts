import { checkIn, openDashboard, tooWide } from './dashboard-page.ts'
import { expect, test } from './story.ts'

test('the page of a tablet says what it reports and should run, why it is stuck and what helps, and all that happened', async ({
  server,
  browser,
}) => {
  await server.publish('r1')
  await server.publish('r2')
  await checkIn(server, 'tablet=old&release=r1', 'Chrome/83.0')
  const page = await openDashboard(browser, server, { hash: '#tablet/old' })
  await expect(page.getByRole('main')).toContainText(/Reports\s*r1/)
  await expect(page.getByRole('main')).toContainText(/Should run\s*r2/)
  await expect(page.getByRole('main')).toContainText('Chrome 83')
  const history = page.getByRole('list', { name: 'History' }).getByRole('listitem')
  await expect(history).toContainText(['old checked in for the first time, with r1.'])

  await checkIn(server, 'tablet=old&release=r1&phase=stuck&target=r2&error=incompatible&detail=needs%20chrome%20107')
  await expect(page.getByText('stuck before r2', { exact: true })).toBeVisible()
  await expect(page.getByText('Update the tablet’s browser or WebView')).toBeVisible()
  await expect(history.first()).toContainText(
    'old is stuck before r2: its browser engine is too old (needs chrome 107).',
  )
  expect(await tooWide(page)).toEqual([])
  await page.close()
})

test('its card is written by hand, and only what was changed is sent', async ({ server, browser }) => {
  await checkIn(server, 'tablet=lobby-1&release=r1')
  const page = await openDashboard(browser, server, { hash: '#tablet/lobby-1' })
  const sent: unknown[] = []
  page.on('request', (request) => request.method() === 'PATCH' && sent.push(request.postDataJSON()))
  await page.getByRole('button', { name: 'Edit…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Card of lobby-1' })
  await dialog.getByLabel('Name').fill('Front door')
  await dialog.getByLabel('Tags').fill('qa north')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Front door' })).toBeVisible()
  await page.getByRole('button', { name: 'Edit…' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'lobby-1' })).toBeVisible()
  expect(sent).toEqual([{ name: 'Front door', tags: ['qa', 'north'] }, { name: null }])

  await page.getByRole('button', { name: 'Edit…' }).click()
  await page.getByRole('dialog').getByLabel('Pinned to release').fill('nothing-like-it')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('nothing-like-it')
  await page.close()
})

test('two that are one are merged, and one that is gone is forgotten, each after one question', async ({
  server,
  browser,
}) => {
  for (const id of ['before', 'after']) await checkIn(server, `tablet=${id}&release=r1`)
  const page = await openDashboard(browser, server, { hash: '#tablet/before' })
  await page.getByRole('button', { name: 'Merge…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Id of the tablet that stays').fill('after')
  await expect(dialog).toContainText('2 tablets become 1')
  await dialog.getByRole('button', { name: 'Merge' }).click()
  await expect(page.getByRole('heading', { name: 'after' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText(/called before:\s*before/)

  await page.getByRole('button', { name: 'Forget…' }).click()
  await expect(dialog).toContainText('1 of them is online and will come back as new.')
  await dialog.getByRole('button', { name: 'Forget 1 tablet' }).click()
  await expect(page).toHaveURL(/#tablets$/)
  await expect(page.getByText('No tablet has checked in yet')).toBeVisible()
  await page.goto(`${server.url}/dashboard/#tablet/nobody`)
  await expect(page.getByText('There is no such tablet.')).toBeVisible()
  await page.close()
})
