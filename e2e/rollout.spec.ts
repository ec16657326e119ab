import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Crowd } from './crowd.ts'
import type { Server } from './server.ts'
import { signedIn, tooWide } from './signed-in.ts'
import { test as base, expect } from './story.ts'

/** Waves that are told apart in seconds; what a person does not change is as it is configured. */
const rollout = {
  strategy: 'canary',
  waves: [
    { percent: 25, bake: 0 },
    { percent: 100, bake: 0 },
  ],
  verify: 0,
}

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from its pattern what a fixture needs
  serverEnv: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'relevo-e2e-config-'))
    const file = join(folder, 'relevo.config.json')
    await writeFile(file, JSON.stringify({ environments: { production: { rollout }, staging: {} } }))
    await use({ RELEVO_HEALTH_DELAY: '0', RELEVO_HEALTH_INTERVAL: '0', RELEVO_CONFIG: file })
    await rm(folder, { recursive: true })
  },
})

/** The first release, everywhere, and another one that nobody has. */
async function started(server: Server): Promise<Crowd> {
  for (const version of ['r1', 'r2']) await server.publish(version, '--no-notify')
  const id = await order(server, { version: 'r1', strategy: 'all' })
  // Another one is refused while it runs.
  await expect.poll(() => server.deployment(id)).toMatchObject({ status: 'success' })
  const crowd = await Crowd.on(server, 'r1', 20)
  await crowd.poll()
  return crowd
}

/** @returns the id of the deployment */
async function order(server: Server, wish: object): Promise<string> {
  const { status, body } = await server.api('POST', '/api/deployments', wish)
  expect(status).toBe(202)
  return (body.data as { id: string }).id
}

test('a release is deployed in waves from the page: who is in which wave is known before, and every step after is followed', async ({
  server,
  browser,
}) => {
  const crowd = await started(server)
  const page = await signedIn(browser, server, { hash: '#deployments' })
  await page.getByRole('link', { name: 'Deploy a release' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Deploy a release' })).toBeFocused()
  const preview = page.locator('.plan-preview')
  await expect(preview).toContainText('Choose a release')
  await page.getByRole('combobox', { name: 'Release' }).selectOption('r2')
  await expect(preview).toContainText('Configured here: in waves')
  await expect(preview.getByRole('listitem').first()).toContainText(/Wave 1.*up to 25\s%.*5 tablets, 5 online/)

  await page.getByRole('radio', { name: /^Canary/ }).check()
  const first = page.getByRole('group', { name: 'Wave 1' })
  await expect(first.getByLabel('Percent')).toHaveValue('25')
  await first.getByLabel('Percent').fill('0')
  await expect(first.getByLabel('Percent')).toHaveAccessibleDescription('It must be a number from 0.01 to 100.')
  await page.getByRole('button', { name: 'Deploy r2 to production' }).press('Enter')
  await expect(first.getByLabel('Percent')).toBeFocused()
  await first.getByLabel('Percent').fill('50')
  await expect(preview.getByRole('listitem').first()).toContainText('10 tablets, 10 online')
  await expect(preview.getByRole('listitem').nth(1)).toContainText(/everybody else.*10 tablets/)
  await page.getByRole('group', { name: 'Wave 2' }).getByLabel('It opens only with a yes').check()
  await expect(page.getByLabel('A success must stay for, minutes')).toHaveValue('0')
  expect(await tooWide(page)).toBe(0)
  await page.getByRole('button', { name: 'Deploy r2 to production' }).press('Enter')

  await expect(page.getByRole('heading', { name: 'production: r2' })).toBeFocused()
  await expect(page.getByRole('status').first()).toContainText('wave 1 of 2 · spreading')
  const wave = page.getByRole('listitem').filter({ hasText: 'Wave 1' }).first()
  await expect(wave).toContainText(/Members\s*10/)
  await crowd.poll()
  expect(crowd.running('r2')).toBe(10)
  await expect(page.getByRole('status').first()).toHaveText('the next wave waits for a yes')
  await expect(wave).toContainText('100 % of the tablets that can be reached succeeded; 90 % were wanted.')
  await expect(page.getByText('Wave 2 opens for 10 tablets without more baking.')).toBeVisible()
  await page.getByRole('button', { name: 'Yes, open wave 2' }).press('Enter')
  await expect(page.getByRole('status').first()).toContainText('wave 2 of 2')
  await crowd.poll()
  expect(crowd.running('r2')).toBe(20)
  await expect(page.getByRole('status').first()).toHaveText('succeeded')
  await expect(page.getByText('20 of 20 tablets run it and stayed.')).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Tablets of this deployment' })).toContainText('wall-00')
  expect(await tooWide(page)).toBe(0)
  await page.close()
})

test('the brake and a pause are two things: each is shown, and taken back, on its own; failed tablets get one more try', async ({
  server,
  browser,
}) => {
  const crowd = await started(server)
  for (let i = 0; i < 20; i += 2) crowd.broken.add(`wall-${String(i).padStart(2, '0')}`)
  const waves = [
    { count: 16, bake: 0 },
    { percent: 100, bake: 0 },
  ]
  const id = await order(server, { version: 'r2', strategy: 'canary', waves, verify: 0 })
  const page = await signedIn(browser, server, { hash: `#deployment/${id}` })
  await expect(page.getByRole('status').first()).toContainText('wave 1 of 2 · spreading')
  await crowd.poll()
  const brake = page.getByRole('alert').filter({ hasText: 'The brake holds' })
  await expect(brake).toContainText(
    /In wave 1 \d+ of \d+ failed; at least [\d.]+\s% of tablets fail with 95 % confidence; the limit is 5\s%/,
  )
  await expect(page.getByRole('status').first()).toContainText('brake holds')
  await page.getByRole('combobox', { name: 'State' }).selectOption('went back')
  await expect(page.getByRole('row', { name: /wall-\d\d .*went back .*ring is no function/ }).first()).toBeVisible()

  await page.getByRole('button', { name: 'Pause' }).press('Enter')
  await expect(page.getByText('A person paused it')).toBeVisible()
  await expect(page.getByText('Resume takes back the pause only; the brake still holds.')).toBeVisible()
  await page.getByRole('button', { name: 'Resume' }).press('Enter')
  await expect(page.getByText('A person paused it')).toBeHidden()
  await expect(brake).toBeVisible()

  crowd.broken.clear()
  await page.getByRole('button', { name: 'Try failed ones again…' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('button', { name: 'Go on although the brake holds…' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Go on with r2 although the brake holds?' })
  await expect(dialog).toContainText('may be offered it')
  await dialog.getByRole('button', { name: 'Go on' }).press('Enter')
  await expect(brake).toBeHidden()
  await expect
    .poll(async () => {
      await crowd.poll()
      return page.getByRole('status').first().textContent()
    })
    .toContain('succeeded')
  expect(crowd.running('r2')).toBe(20)
  await page.close()
})

test('what runs is ended only after one question that says how many have it', async ({ server, browser }) => {
  const crowd = await started(server)
  await server.publish('p1', '--no-notify')
  const id = await order(server, { version: 'r2', strategy: 'canary', waves: [{ percent: 50, bake: 3600 }], verify: 0 })
  await expect
    .poll(async () => {
      await crowd.poll()
      return crowd.running('r2')
    })
    .toBe(10)
  const page = await signedIn(browser, server, { hash: '#deploy?version=p1', locale: 'es-ES' })
  await page.getByRole('radio', { name: /^Todas a la vez/ }).check()
  await expect(page.locator('.plan-preview')).toContainText('20 tabletas')
  await page.getByRole('button', { name: 'Desplegar p1 en production' }).click()
  const dialog = page.getByRole('dialog', { name: 'r2 está en curso en production. ¿Ocupar su lugar?' })
  await expect(dialog).toContainText('10 de 20 tabletas tienen ya r2')
  await page.keyboard.press('Escape')
  expect(await server.deployment(id)).toMatchObject({ status: 'deploying' })
  await page.getByRole('button', { name: 'Desplegar p1 en production' }).click()
  await dialog.getByRole('button', { name: 'Terminarlo y desplegar p1' }).click()
  await expect(page.getByRole('heading', { name: 'production: p1' })).toBeVisible()
  await expect(page.getByRole('status').first()).toHaveText('correcto')
  await page.goto(`${server.url}/dashboard/#deployment/${id}`)
  await expect(page.getByRole('status').first()).toContainText('otro despliegue')
  await page.close()
})

test('a preview stands beside what is current until one yes switches every tablet to it', async ({
  server,
  browser,
}) => {
  const crowd = await started(server)
  const id = await order(server, { version: 'r2', strategy: 'blue-green' })
  const page = await signedIn(browser, server, { hash: `#deployment/${id}` })
  await expect(page.getByRole('status').first()).toHaveText('the preview waits for the switch')
  const preview = page.getByRole('link', { name: 'Open the preview' })
  await expect(preview).toHaveAttribute('href', `http://preview.localhost:${server.port}/`)
  await crowd.poll()
  expect(crowd.running('r2')).toBe(0)
  await page.getByRole('button', { name: 'Switch to it now…' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Switch production to r2?' })
  await expect(dialog).toContainText('20 tablets switch to it at once')
  await dialog.getByRole('button', { name: 'Switch' }).press('Enter')
  await expect(page.getByRole('status').first()).toHaveText('succeeded')
  await expect(page.getByRole('listitem').filter({ hasText: /^checking its health · done$/ })).toHaveCount(2)
  await crowd.poll()
  expect(crowd.running('r2')).toBe(20)
  await page.close()
})

test('who may only read sees how it goes, and once what a token would need', async ({ server, browser }) => {
  const crowd = await started(server)
  crowd.broken.add('wall-00')
  const id = await order(server, {
    version: 'r2',
    strategy: 'canary',
    waves: [{ percent: 100, bake: 3600 }],
    verify: 0,
  })
  const made = await server.api('POST', '/api/tokens', { name: 'Eva', scopes: ['read'] })
  const { token } = made.body.data as { token: string }
  const page = await signedIn(browser, server, { hash: `#deployment/${id}`, token })
  await expect(page.getByRole('status').first()).toContainText('wave 1 of 1')
  await crowd.poll()
  const retry = page.getByRole('button', { name: 'Try failed ones again…' })
  await expect(retry).toBeDisabled()
  await expect(retry).toHaveAccessibleDescription('Your token lacks the scope deploy:production')
  await page.getByRole('combobox', { name: 'State' }).selectOption('went back')
  await expect(page.getByRole('row', { name: /wall-00 .*went back/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again', exact: true })).toHaveCount(0)
  await page.goto(`${server.url}/dashboard/#deploy?version=r2`)
  await expect(page.getByRole('button', { name: 'Deploy r2 to production' })).toBeDisabled()
  await expect(page.locator('.plan-preview')).toContainText('15 tablets, 15 online')
  await page.close()
})
