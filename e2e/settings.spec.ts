import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signedIn, tooWide } from './signed-in.ts'
import { test as base, expect } from './story.ts'

/** Where notices go; it refuses them until it is told otherwise. */
class Inbox {
  port = 0
  isOpen = false
  readonly #server = createServer((_, response) => response.writeHead(this.isOpen ? 204 : 403).end())

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    this.port = (this.#server.address() as AddressInfo).port
  }

  stop(): void {
    this.#server.close()
  }
}

const test = base.extend<{ inbox: Inbox }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from its pattern what a fixture needs
  inbox: async ({}, use) => {
    const inbox = new Inbox()
    await inbox.start()
    await use(inbox)
    inbox.stop()
  },
  serverEnv: async ({ inbox }, use) => {
    await use({
      RELEVO_HEALTH_DELAY: '0',
      NOTICE_WEBHOOK_URL: `http://127.0.0.1:${inbox.port}`,
      NOTICE_WEBHOOK_EVENTS: 'started',
    })
  },
})

test('a token is made with what was ticked, shown once, used, and revoked after one question', async ({
  server,
  browser,
}) => {
  const page = await signedIn(browser, server, {
    hash: '#settings',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await page.getByText('New token').press('Enter')
  const form = page.getByRole('group').filter({ hasText: 'Create the token' }).first()
  await form.getByRole('button', { name: 'Create the token' }).press('Enter')
  await expect(page.getByLabel('Name')).toHaveAccessibleDescription('Give it a name.')
  await page.getByLabel('Name').fill('ci')
  await form.getByRole('button', { name: 'Create the token' }).press('Enter')
  await expect(page.getByText('Choose at least one thing it may do.')).toBeVisible()
  await page.getByLabel('publish releases').press('Space')
  await page.getByRole('group', { name: 'deploy in' }).getByLabel('staging').press('Space')
  await form.getByRole('button', { name: 'Create the token' }).press('Enter')

  const shown = page.getByLabel('The token of ci', { exact: true })
  const token = await shown.inputValue()
  await page.getByRole('button', { name: 'Copy' }).press('Enter')
  await expect(page.getByText('Copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token)
  await page.getByRole('button', { name: 'I have kept it' }).press('Enter')
  await expect(shown).toBeHidden()
  expect(await page.content()).not.toContain(token)

  const row = page.getByRole('row', { name: /^ci / })
  await expect(row).toContainText('release, deploy:staging')
  const ask = (environment: string) =>
    fetch(`${server.url}/api/deployments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ version: 'none', environment }),
    })
  expect((await ask('production')).status).toBe(403)
  expect((await ask('staging')).status).toBe(404)

  await row.getByRole('button', { name: 'Revoke the token of ci' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Revoke the token of ci?' })
  await expect(dialog).toContainText('It was last used')
  await page.keyboard.press('Escape')
  await expect(row).toBeVisible()
  expect((await ask('staging')).status).toBe(404)
  await row.getByRole('button', { name: 'Revoke the token of ci' }).press('Enter')
  await dialog.getByRole('button', { name: 'Revoke' }).press('Enter')
  await expect(row).toBeHidden()
  expect((await ask('staging')).status).toBe(401)
  await page.getByRole('button', { name: 'Show 1 that are no longer good' }).press('Enter')
  await expect(row).toContainText('revoked')
  expect(await tooWide(page)).toBe(0)
  await page.close()
})

test('a sink is tested from the page, and a notice that was given up is sent again', async ({
  server,
  browser,
  inbox,
}) => {
  await server.publish('r1')
  const page = await signedIn(browser, server, { hash: '#settings' })
  const sink = page.getByRole('row', { name: /^webhook / })
  await sink.getByRole('button', { name: 'Send a test notice to webhook' }).click()
  await expect(sink.getByRole('status')).toContainText(/It did not arrive: .*403/)
  await page.getByRole('combobox', { name: 'State' }).selectOption('given up')
  const given = page.getByRole('row', { name: /r1/ })
  await expect(given).toContainText('given up')

  inbox.isOpen = true
  await sink.getByRole('button', { name: 'Send a test notice to webhook' }).click()
  await expect(sink.getByRole('status')).toHaveText('It arrived.')
  await given.getByRole('button', { name: /^Send again/ }).click()
  await expect(page.getByText('No notice is in this state.')).toBeVisible()
  await page.getByRole('combobox', { name: 'State' }).selectOption('all')
  await expect(given).toContainText('delivered')
  await page.close()
})

test('who may only read sees what is configured, and is told what it lacks', async ({ server, browser }) => {
  const made = await server.api('POST', '/api/tokens', { name: 'Eva', scopes: ['read'] })
  const { token } = made.body.data as { token: string }
  const page = await signedIn(browser, server, { hash: '#settings', token, locale: 'es-ES' })
  await expect(page.getByText('A su token le falta el permiso admin, que hace falta para esto.')).toBeVisible()
  const test = page.getByRole('button', { name: 'Enviar un aviso de prueba a webhook' })
  await expect(test).toBeDisabled()
  await expect(test).toHaveAccessibleDescription(/admin/)
  await expect(page.getByRole('heading', { name: 'production' })).toBeVisible()
  expect(await tooWide(page)).toBe(0)
  await page.close()
})

test('a group is given a maintenance window that exists, gets another one, and loses it after one question', async ({
  server,
  browser,
}) => {
  const page = await signedIn(browser, server, { hash: '#settings', timezoneId: 'Europe/Madrid' })
  await page.getByRole('button', { name: 'New group…' }).press('Enter')
  const made = page.getByRole('dialog', { name: 'New group…' })
  const save = made.getByRole('button', { name: 'Save' })
  await expect(save).toBeDisabled()
  await made.getByLabel('Name of the group').fill('lobby')
  await expect(made.getByLabel('Time zone')).toHaveValue('Europe/Madrid')
  await made.getByLabel('Time zone').fill('Europe/Madird')
  await expect(made.getByRole('alert')).toHaveText('There is no such time zone.')
  await expect(save).toBeDisabled()
  await made.getByLabel('Time zone').fill('Europe/Madrid')
  await made.getByLabel('From').fill('22:00')
  await expect(made.getByText('It goes on over midnight.')).toBeVisible()
  for (const day of ['Sat', 'Sun']) await made.getByLabel(day).press('Space')
  await save.press('Enter')
  const row = page.getByRole('row', { name: /^lobby / })
  await expect(row).toContainText('Mon, Tue, Wed, Thu, Fri 22:00–05:00 Europe/Madrid')

  await row.getByRole('button', { name: 'Edit lobby' }).press('Enter')
  const edited = page.getByRole('dialog', { name: 'Edit lobby' })
  await edited.getByLabel('Update only within a window').press('Space')
  await edited.getByLabel('Notes').fill('Guests at any hour')
  await edited.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(row).toContainText(/at any time.*Guests at any hour/)
  await row.getByRole('button', { name: 'Forget the settings of lobby' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Forget the settings of lobby?' })
  await expect(dialog).toContainText('0 tablets keep the name of the group')
  await dialog.getByRole('button', { name: 'Forget' }).press('Enter')
  await expect(row).toBeHidden()
  expect(await tooWide(page)).toBe(0)
  await page.close()
})
