import type { Page } from '@playwright/test'
import { checkIn, openDashboard, tooWide } from './dashboard-page.ts'
import type { Server } from './server.ts'
import { expect, test } from './story.ts'

const OLD = 'Mozilla/5.0 (Linux; Android 9; wv) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/83.0 Safari/537.36'

const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })
const ids = (page: Page) => page.locator('.tablets .name a')

/** Say something of a tablet, as a person would. */
const say = (server: Server, id: string, card: object) => server.api('PATCH', `/api/tablets/${id}`, card)

for (const { locale, stuck, old, before, white, bare } of [
  {
    locale: 'en-GB',
    stuck: /^2 stuck$/,
    old: 'its browser engine is too old',
    before: 'stuck before r2 · needs chrome 107',
    white: 'the entry script never ran',
    bare: 'without a worker: updates are reloads (no HTTPS)',
  },
  {
    locale: 'es-ES',
    stuck: /^2 atascadas$/,
    old: 'su navegador es demasiado antiguo',
    before: 'atascada antes de r2 · needs chrome 107',
    white: 'el script de entrada no llegó a ejecutarse',
    bare: 'sin worker: se actualiza recargando (no hay HTTPS)',
  },
]) {
  test(`who is stuck is counted, found with one click and says why; no worker is no alarm (${locale})`, async ({
    server,
    browser,
  }) => {
    await server.publish('r2')
    await checkIn(server, 'tablet=attic&release=r2', OLD)
    await checkIn(server, 'tablet=bare&release=r2&error=insecure-context', OLD)
    await checkIn(
      server,
      'tablet=old&release=r1&phase=stuck&target=r2&error=incompatible&detail=needs%20chrome%20107',
      OLD,
    )
    await checkIn(server, 'tablet=white&release=r2&phase=stuck&error=boot-script', OLD)
    const page = await openDashboard(browser, server, { locale })
    await page.getByRole('main').getByRole('link', { name: stuck }).click()
    await expect(page).toHaveURL(/#tablets\?stuck=true$/)
    await expect(ids(page)).toHaveText(['old', 'white'])
    await expect(row(page, 'old')).toContainText(old)
    await expect(row(page, 'old')).toContainText(before)
    await expect(row(page, 'old')).toContainText('Chrome 83')
    await expect(row(page, 'white')).toContainText(white)
    expect(await tooWide(page)).toEqual([])

    await checkIn(server, 'tablet=white&release=r2')
    await checkIn(server, 'tablet=old&release=r2')
    await expect(ids(page)).toHaveCount(0)
    await page.goto(`${server.url}/dashboard/#tablets`)
    await expect(row(page, 'bare')).toContainText(bare)
    await expect(row(page, 'bare')).not.toContainText('insecure-context')
    await page.close()
  })
}

test('what is filtered by stands in the address: a link shows the same, and the way back is one step', async ({
  server,
  browser,
}) => {
  for (const id of ['a', 'b', 'c', 'd']) await checkIn(server, `tablet=${id}&release=r1`)
  await say(server, 'a', { name: 'Front door', group: 'lobby', tags: ['qa'] })
  await say(server, 'b', { group: 'lobby' })
  await say(server, 'c', { tags: ['qa'] })
  const page = await openDashboard(browser, server, { hash: '#tablets' })
  await expect(ids(page)).toHaveText(['Front door', 'b', 'c', 'd'])
  await page.getByRole('combobox', { name: 'Group' }).selectOption('lobby')
  await expect(ids(page)).toHaveText(['Front door', 'b'])
  await page.getByRole('searchbox', { name: 'Search' }).fill('front')
  await expect(ids(page)).toHaveText(['Front door'])
  await expect(page).toHaveURL(/#tablets\?group=lobby&q=front$/)

  const other = await page.context().newPage()
  await other.goto(page.url())
  await expect(ids(other)).toHaveText(['Front door'])
  await expect(other.getByRole('combobox', { name: 'Group' })).toHaveValue('lobby')
  await expect(other.getByRole('searchbox', { name: 'Search' })).toHaveValue('front')
  await other.close()

  await page.getByRole('searchbox', { name: 'Search' }).fill('nobody')
  await expect(page.getByText('No tablet matches this filter.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await expect(ids(page)).toHaveCount(4)
  await page.getByRole('link', { name: 'Front door' }).click()
  await expect(page.getByRole('heading', { name: 'Front door' })).toBeFocused()
  await page.goBack()
  await expect(ids(page)).toHaveCount(4)
  await page.close()
})

test('several at once: by keyboard, with the consequence in numbers, and never twice', async ({ server, browser }) => {
  await server.publish('r1', '--no-notify')
  for (const id of ['a', 'b', 'c']) await checkIn(server, `tablet=${id}&release=r1`)
  const page = await openDashboard(browser, server, { hash: '#tablets' })
  await row(page, '^Select a a').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  const bar = page.getByRole('region', { name: 'With the selected tablets' })
  await expect(bar).toContainText('2 tablets selected')

  await bar.getByRole('button', { name: 'Group and tags…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Group', { exact: true }).fill('lobby')
  await dialog.getByLabel('Add tags').fill('qa, north')
  await dialog.getByRole('button', { name: 'Change 2 tablets' }).click()
  await expect(dialog).toBeHidden()
  await expect(row(page, '^Select a a')).toContainText('production · lobby')
  expect((await server.api('GET', '/api/tablets/b')).body.data).toMatchObject({ group: 'lobby', tags: ['north', 'qa'] })
  expect((await server.api('GET', '/api/tablets/c')).body.data).toMatchObject({ tags: [] })

  await bar.getByRole('button', { name: 'Pin…', exact: true }).click()
  await dialog.getByLabel('Release').selectOption('r1')
  await expect(dialog).toContainText('2 tablets go to r1 and stay there, whatever is deployed')
  await dialog.getByRole('button', { name: 'Pin', exact: true }).click()
  await expect(dialog).toBeHidden()
  expect((await server.api('GET', '/api/tablets/a')).body.data).toMatchObject({ pin: 'r1' })
  await bar.getByRole('button', { name: 'Unpin…' }).click()
  await expect(dialog).toContainText('2 tablets follow their environments again')
  await dialog.getByRole('button', { name: 'Unpin' }).click()
  await expect(dialog).toBeHidden()
  expect((await server.api('GET', '/api/tablets/a')).body.data).not.toHaveProperty('pin')

  await bar.getByRole('button', { name: 'Forget…' }).click()
  await expect(dialog).toContainText('2 of them are online and will come back as new.')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(ids(page)).toHaveCount(3)
  await bar.getByRole('button', { name: 'Forget…' }).click()
  await dialog.getByRole('button', { name: 'Forget 2 tablets' }).dblclick()
  await expect(ids(page)).toHaveText(['c'])
  await expect(bar).toBeHidden()
  await page.close()
})

test('a tablet that waits for its wave says so, and is switched at once by whoever wants it', async ({
  server,
  browser,
}) => {
  await server.publish('r1')
  for (const id of ['a', 'b', 'c', 'd']) await checkIn(server, `tablet=${id}&release=r1`)
  await server.publish('r2', '--no-notify')
  const plan = { strategy: 'canary', waves: [{ count: 1, bake: 600 }, { count: 2 }] }
  const order = { version: 'r2', environment: 'production', ...plan }
  const deploy = async () => (await server.api('POST', '/api/deployments', order)).status
  await expect.poll(deploy).toBe(202) // once the first one is through
  const page = await openDashboard(browser, server, { hash: '#tablets?behind=true' })
  await expect(ids(page)).toHaveCount(1, { timeout: 40_000 })
  const [first = ''] = await ids(page).allTextContents()
  const late = ['a', 'b', 'c', 'd'].find((id) => id !== first) ?? ''
  await page.goto(`${server.url}/dashboard/#tablet/${late}`)
  await expect(page.getByRole('main')).toContainText(/It keeps r1 until its wave.* of the deployment is open\./)
  await page.getByRole('button', { name: 'Switch now…' }).click()
  await expect(page.getByRole('dialog')).toContainText('without asking who stands before it')
  await page.getByRole('dialog').getByRole('button', { name: 'Switch now' }).click()
  await expect(page.getByRole('status')).toHaveText('1 tablet was told to switch.')
  await expect(page.getByRole('main')).toContainText(/Should run\s*r2/)
  await expect(page.getByRole('list', { name: 'History' })).toContainText(`${late} was told to take r2 now`)
  await page.goto(`${server.url}/dashboard/#tablets?behind=true`)
  await expect(ids(page)).toHaveText([first, late].sort())
  await page.close()
})

test('who may only read sees what could be done, off, and why', async ({ server, browser }) => {
  await checkIn(server, 'tablet=a&release=r1')
  const made = await server.api('POST', '/api/tokens', { name: 'Eva', scopes: ['read'] })
  const { token } = made.body.data as { token: string }
  const page = await openDashboard(browser, server, { hash: '#tablets', token })
  await page.getByRole('checkbox', { name: 'Select a', exact: true }).check()
  for (const name of ['Group and tags…', 'Forget…']) {
    await expect(page.getByRole('button', { name })).toBeDisabled()
    await expect(page.getByRole('button', { name })).toHaveAccessibleDescription(
      'Your token lacks the scope deploy:production',
    )
  }
  await expect(page.getByRole('button', { name: 'Import…' })).toHaveAccessibleDescription(
    'Your token lacks the scope admin',
  )
  await page.goto(`${server.url}/dashboard/#tablet/a`)
  for (const name of ['Edit…', 'Merge…', 'Forget…']) await expect(page.getByRole('button', { name })).toBeDisabled()
  await page.close()
})

test('a table goes out and comes in: what it would change is said first, and a wrong line changes nothing', async ({
  server,
  browser,
}) => {
  await checkIn(server, 'tablet=a&release=r1')
  const page = await openDashboard(browser, server, { hash: '#tablets' })
  const choose = (text: string) =>
    page
      .getByRole('dialog')
      .getByLabel('CSV file')
      .setInputFiles({ name: 'tablets.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.getByRole('button', { name: 'Import…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import tablets' })
  await choose('id,name\na,Front door\n"not an id",x\n')
  await expect(dialog.getByRole('alert')).toContainText('line 3')
  await expect(dialog.getByRole('button', { name: 'Import 0' })).toBeDisabled()
  await choose('id,name,group\na,Front door,lobby\nb,Back door,lobby\n')
  await expect(dialog.getByRole('status')).toContainText('1 new, 1 to change, 0 as they are.')
  expect((await server.api('GET', '/api/tablets/b')).status).toBe(404)
  await dialog.getByRole('button', { name: 'Import 2' }).click()
  await expect(dialog).toBeHidden()
  await expect(ids(page)).toHaveText(['Front door', 'Back door'])
  await expect(row(page, 'Back door')).toContainText('never seen')

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('tablets.csv')
  await page.close()
})
