import { checkIn, openDashboard, tooWide } from './dashboard-page.ts'
import { expect, test } from './story.ts'

test.use({ serverEnv: { RELEVO_ACCESS: 'enrolled' } })

test('a tablet that knocks is let in with a code in one press, and put out again', async ({ server, browser }) => {
  await checkIn(server, 'tablet=cellar&release=r1')
  const page = await openDashboard(browser, server, { hash: '#access' })
  await expect(page.getByText('Tablets are heard only when they are enrolled.')).toBeVisible()
  await page.getByRole('button', { name: 'Make a code for cellar' }).press('Enter')
  const made = page.getByRole('region', { name: 'Code for cellar' })
  await expect(made.getByRole('img', { name: /QR code/ })).toBeVisible()
  await expect(made.getByRole('timer')).toHaveText(/Good for another 9 min \d+ s/)
  const launch = await made.getByLabel('Address that lets the tablet in', { exact: true }).inputValue()
  const code = new URL(launch).hash.replace('#relevo-enrol=', '')
  await expect(made).toContainText(code)
  const codes = page.getByRole('table', { name: 'Codes' })
  await expect(codes).toContainText('0 of 1')

  const enrolled = await fetch(`${server.url}/api/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tablet: 'cellar', code }),
  })
  const { secret } = ((await enrolled.json()) as { data: { secret: string } }).data
  const knocks = async () => {
    const headers = { authorization: `Bearer ${secret}` }
    const answer = await fetch(`${server.url}/config/version.json?tablet=cellar&release=r1`, { headers })
    return answer.headers.get('relevo-access') === 'enrol'
  }
  expect(await knocks()).toBe(false)
  await made.getByRole('button', { name: 'Done' }).press('Enter')
  await expect(made).toBeHidden()
  expect(await page.content()).not.toContain(code)
  await page.reload()
  await expect(page.getByText('No code is good at the moment.')).toBeVisible()
  await page.getByRole('button', { name: 'Revoke that of tablet cellar' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Its open lines are cut at once')
  await dialog.getByRole('button', { name: 'Revoke' }).press('Enter')
  await expect(dialog).toBeHidden()
  await expect.poll(knocks).toBe(true)
  expect(await tooWide(page)).toEqual([])
  await page.close()
})

test('a code for many is withdrawn, and the password of a kiosk app is shown once', async ({ server, browser }) => {
  const page = await openDashboard(browser, server, { hash: '#access?kind=kiosk&name=hall' })
  await page.getByLabel('For how many tablets').fill('0')
  await expect(page.getByLabel('For how many tablets')).toHaveAccessibleDescription('From 1 to 10,000.')
  await page.getByLabel('For how many tablets').fill('50')
  await page.getByLabel('Good for').selectOption('4 hours')
  await page.getByRole('button', { name: 'Make a code' }).press('Enter')
  await expect(page.getByRole('timer')).toHaveText(/3 h 59 min/)
  // What was just made takes the focus, and a key that is pressed before goes astray.
  await expect(page.getByRole('region', { name: /code/i })).toBeFocused()
  await page.getByRole('button', { name: /^Withdraw the code/ }).press('Enter')
  await expect(page.getByText('No code is good at the moment.')).toBeVisible()

  await page.getByRole('button', { name: 'Make the credential' }).press('Enter')
  const shown = page.getByLabel('Password of kiosk app hall', { exact: true })
  const secret = await shown.inputValue()
  await expect(page.getByText('kiosk-hall').first()).toBeVisible()
  await page.getByRole('button', { name: 'I have kept it' }).press('Enter')
  await expect(shown).toBeHidden()
  expect(await page.content()).not.toContain(secret)
  await page.getByRole('button', { name: 'Make the credential' }).press('Enter')
  await expect(page.getByRole('alert')).toContainText('There is a credential in force')
  await page.getByLabel('Take the place of the one that is in force').press('Space')
  await page.getByRole('button', { name: 'Make the credential' }).press('Enter')
  expect(await shown.inputValue()).not.toBe(secret)
  await page.close()
})

test('who may only read sees who knocks, and makes no codes', async ({ server, browser }) => {
  const made = await server.api('POST', '/api/tokens', { name: 'Eva', scopes: ['read'] })
  const { token } = made.body.data as { token: string }
  await checkIn(server, 'tablet=cellar&release=r1')
  const page = await openDashboard(browser, server, { hash: '#access', token, locale: 'es-ES' })
  await expect(page.getByRole('button', { name: 'Crear un código para cellar' })).toBeDisabled()
  await expect(page.getByText('A su token le falta el permiso admin').first()).toBeVisible()
  expect(await tooWide(page)).toEqual([])
  await page.close()
})
