import { expect, test } from './story.ts'

test('the dashboard asks for the token, then shows what every tablet runs, and says when the server is gone', async ({
  server,
  tablet,
}) => {
  await server.publish('r1')
  const dashboard = await tablet.context.newPage()
  await dashboard.goto(`${server.url}/dashboard`)
  await dashboard.getByLabel('Token').fill('wrong')
  await dashboard.getByRole('button', { name: 'Sign in' }).click()
  await expect(dashboard.getByRole('alert')).toContainText('refused')
  await dashboard.getByLabel('Token').fill(server.token)
  await dashboard.getByRole('button', { name: 'Sign in' }).click()
  await expect(dashboard.getByText('No tablet has checked in yet')).toBeVisible()
  await expect(dashboard.getByRole('row', { name: /r1 production/ })).toBeVisible()

  await tablet.settle('r1', 'policy=auto')
  await expect(dashboard.getByRole('row', { name: /lobby-1 r1/ })).toContainText('up to date')
  await server.publish('r3')
  const row = dashboard.getByRole('row', { name: /lobby-1/ })
  await expect(row).toContainText('went back from r3')
  await expect(row).toContainText('boot-error')

  await server.kill()
  await expect(dashboard.getByRole('alert')).toContainText('The server does not answer')
  await server.start()
})

test('the dashboard speaks Spanish to a Spanish browser', async ({ server, browser }) => {
  const page = await browser.newPage({ locale: 'es-ES' })
  await page.goto(`${server.url}/dashboard`)
  await page.getByLabel('Token').fill(server.token)
  await page.getByRole('button', { name: 'Entrar' }).click()
  await expect(page.getByRole('heading', { name: 'Tabletas' })).toBeVisible()
  await expect(page.getByText('No hay versiones')).toBeVisible()
  await page.close()
})
