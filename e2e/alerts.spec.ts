import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Crowd } from './crowd.ts'
import { signedIn, tooWide } from './signed-in.ts'
import { test as base, expect } from './story.ts'

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from its pattern what a fixture needs
  serverEnv: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'relevo-e2e-config-'))
    const file = join(folder, 'relevo.config.json')
    await writeFile(file, JSON.stringify({ checkEvery: 10, alerts: { noCheckIns: { for: 60 } } }))
    await use({ RELEVO_CONFIG: file })
    await rm(folder, { recursive: true })
  },
})

test('an alert fires, is counted on every page, acknowledged with a note, silenced and heard again', async ({
  server,
  browser,
}) => {
  await server.publish('r1')
  await Crowd.on(server, 'r1', 6)
  const page = await signedIn(browser, server, { hash: '#alerts' })
  await expect(page.getByText('Nothing is wrong: no rule fires.')).toBeVisible()
  const alert = page.getByRole('listitem').filter({ hasText: 'No tablet checks in' })
  for (let looks = 0; looks < 4; looks++) await server.push(30_000) // a minute of silence is the shortest that is told
  await expect(alert).toBeVisible()
  await expect(alert).toContainText(/production.*None of 6 tablets was heard for/)
  await expect(alert).toContainText(/Limit\s*1 min/)
  await expect(page.getByRole('link', { name: 'Alerts 1 alert fires' })).toBeVisible()

  await alert.getByRole('button', { name: 'Acknowledge…' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'production: No tablet checks in' })
  await dialog.getByLabel('Note').fill('the switch in the cellar')
  await dialog.getByRole('button', { name: 'Acknowledge' }).press('Enter')
  await expect(alert).toContainText(/Acknowledged by root.*: the switch in the cellar/)
  await alert.getByRole('group', { name: 'Silence for' }).getByRole('button', { name: '8 h' }).press('Enter')
  await expect(alert).toContainText('no notices go out')
  await alert.getByRole('button', { name: 'Lift the silence' }).press('Enter')
  await expect(alert).not.toContainText('no notices go out')
  expect(await tooWide(page)).toBe(0)

  await page.close()
})
