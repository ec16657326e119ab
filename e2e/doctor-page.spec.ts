import { openDashboard, tooWide } from './dashboard-page.ts'
import { expect, test } from './story.ts'

test('what is set up wrongly is told first, with what comes of it and the cure, until it is put right', async ({
  server,
  browser,
}) => {
  await server.api('POST', '/api/kiosks', { id: 'gate', app: 'wallpanel', base: 'wallpanel/mywallpanel/' })
  const page = await openDashboard(browser, server, { hash: '#doctor' })
  const found = page.getByRole('region', { name: 'Base topics of kiosk apps' })
  await expect(found).toContainText(
    'gate: The base topic wallpanel/mywallpanel/ is the one that every new WallPanel has',
  )
  await expect(found).toContainText('End the base topic in the app with /')
  await expect(page.getByText('Not measured')).toBeVisible()
  await expect(page.getByText('This server does not know its public address').first()).toBeVisible()
  expect(await tooWide(page)).toEqual([])
  await server.api('PATCH', '/api/kiosks/gate', { base: 'wallpanel/gate/' })
  await page.getByRole('button', { name: 'Look again' }).press('Enter')
  await expect(found).toBeHidden()
  await page.getByRole('region', { name: 'Kiosk apps and their tablets' }).getByRole('link', { name: 'gate' }).click()
  await expect(page.getByRole('heading', { name: 'gate' })).toBeVisible()
  await page.close()
})

test('it speaks Spanish, as far as the server lets it', async ({ server, browser }) => {
  const page = await openDashboard(browser, server, { hash: '#doctor', locale: 'es-ES' })
  const open = page.getByRole('region', { name: 'Cualquiera puede hacerse pasar por una tableta' })
  await expect(open).toContainText('Dé de alta las tabletas')
  expect(await tooWide(page)).toEqual([])
  await page.close()
})
