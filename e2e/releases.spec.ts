import { signedIn, tooWide } from './signed-in.ts'
import { expect, test } from './story.ts'

test('a release is blocked after one question that says whom it concerns, and may run again after another', async ({
  server,
  tablet,
  browser,
}) => {
  await server.publish('r1')
  await server.publish('r2')
  await tablet.settle('r2', 'policy=auto')
  const page = await signedIn(browser, server, { hash: '#releases' })
  const row = page.getByRole('row', { name: /^r2 production/ })
  await row.getByRole('link').press('Enter')
  await expect(page.getByRole('heading', { name: 'r2', level: 1 })).toBeFocused()
  await expect(page.getByRole('row', { name: /production succeeded/ })).toBeVisible()

  await page.getByRole('button', { name: 'Block…' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Block r2?' })
  await expect(dialog).toContainText('1 tablet that runs it goes back to the release before it.')
  await expect(dialog).toContainText('It is current in production: the release before takes its place there, at once.')
  await page.keyboard.press('Escape')
  await expect(page.getByText('Blocked since')).toBeHidden()
  await page.getByRole('button', { name: 'Block…' }).press('Enter')
  await dialog.getByRole('button', { name: 'Block' }).press('Enter')
  await expect(page.getByText(/^Blocked since .*no tablet may run it/)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Deploy it…' })).toBeHidden()
  await tablet.shows('r1')

  await page.getByRole('button', { name: 'Unblock…' }).press('Enter')
  const again = page.getByRole('dialog', { name: 'Unblock r2?' })
  await expect(again).toContainText('It is still current in production: 1 tablet there is told to run it again.')
  await again.getByRole('button', { name: 'Unblock' }).press('Enter')
  await expect(page.getByText('Blocked since')).toBeHidden()
  await tablet.shows('r2')
  expect(await tooWide(page)).toBe(0)
  await page.goto(`${server.url}/dashboard/#release/nobody`)
  await expect(page.getByRole('heading', { name: 'There is no such release.' })).toBeVisible()
  await page.close()
})
