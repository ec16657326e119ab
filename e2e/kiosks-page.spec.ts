import mqtt from 'mqtt'
import { checkIn, openDashboard, tooWide } from './dashboard-page.ts'
import type { Server } from './server.ts'
import { expect, test } from './story.ts'

/** A line to the broker as an app has it, with all that it was told. */
async function line(server: Server, topic: string) {
  const client = await mqtt.connectAsync(`${server.url.replace('http', 'ws')}/mqtt`, {
    username: 'relevo',
    password: server.token,
    reconnectPeriod: 0,
  })
  const told: string[] = []
  client.on('message', (_, payload) => told.push(String(payload)))
  await client.subscribeAsync(topic)
  return { client, told }
}

test('a kiosk app is added, linked to its tablet, told what to do after one question, and forgotten', async ({
  server,
  browser,
}) => {
  await checkIn(server, 'tablet=hall&release=r1', 'Mozilla/5.0 (Linux; Android 11; wv) Chrome/131.0')
  const page = await openDashboard(browser, server, { hash: '#kiosks' })
  await expect(page.getByText('A kiosk app is the program on a wall tablet')).toBeVisible()
  await expect(page.getByRole('heading', { name: '1 tablet runs in a kiosk app that is not known' })).toBeVisible()
  await page.getByRole('button', { name: 'Add a kiosk app…' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Lift, ground floor')
  await dialog.getByLabel('Base topic').fill('wallpanel/mywallpanel')
  await dialog.getByLabel('Its password or key').fill('s3cret')
  await dialog.getByRole('button', { name: 'Add' }).press('Enter')
  const main = page.getByRole('main')
  // The heading of a page that was just opened takes the focus: a key that is pressed before goes astray.
  await expect(main.getByRole('heading', { name: 'Lift, ground floor' })).toBeFocused()
  await expect(main).toContainText('base topic that every new WallPanel has')
  await page.getByRole('button', { name: 'Change…' }).press('Enter')
  await dialog.getByLabel('Base topic').fill('wallpanel/lift/')
  await dialog.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(main).toContainText('wallpanel/lift/')
  await expect(main).not.toContainText('base topic that every new')
  expect(await page.content()).not.toContain('s3cret')

  await page.getByRole('button', { name: 'Link…' }).press('Enter')
  await dialog.getByLabel('Id of the tablet').fill('hall')
  await dialog.getByRole('button', { name: 'Link' }).press('Enter')
  await expect(main).toContainText('hall a person said so')

  const app = await line(server, 'wallpanel/lift/command')
  await page.getByRole('button', { name: 'Wake' }).press('Enter')
  await expect(page.getByText('Sent over MQTT: Wake.')).toBeVisible()
  await expect.poll(() => app.told).toEqual(['{"wake":true,"wakeTime":60}'])
  await page.getByRole('button', { name: 'Reload…' }).press('Enter')
  await expect(dialog).toContainText('loses what they are doing')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Show…' }).press('Enter')
  await expect(dialog.getByRole('button', { name: 'Send' })).toBeDisabled()
  await dialog.getByLabel('Address').fill(`${server.url}/?tablet=hall`)
  await dialog.getByRole('button', { name: 'Send' }).press('Enter')
  await expect.poll(() => app.told.slice(1)).toEqual([JSON.stringify({ url: `${server.url}/?tablet=hall` })])
  await expect(page.getByRole('button', { name: 'Restart…' })).toHaveCount(0)
  await expect(main).toContainText('This app has no command that ends it')
  expect(await tooWide(page)).toEqual([])

  await page.goto(`${server.url}/dashboard/#tablet/hall`)
  await main.getByRole('link', { name: 'Lift, ground floor' }).click()
  await expect(main.getByRole('heading', { name: 'Lift, ground floor' })).toBeFocused()
  await page.getByRole('button', { name: 'Forget…' }).press('Enter')
  await dialog.getByRole('button', { name: 'Forget' }).press('Enter')
  await expect(page).toHaveURL(/#kiosks$/)
  await app.client.endAsync(true)
  await page.close()
})

test('kiosk apps that gave themselves away are taken in or sent off, and found among the others', async ({
  server,
  browser,
}) => {
  await checkIn(server, 'tablet=gate&release=r1')
  const page = await openDashboard(browser, server, { hash: '#kiosks' })
  const app = await line(server, 'none')
  for (const name of ['roof', 'neighbour']) await app.client.publishAsync(`wallpanel/${name}/connection`, 'online')
  for (const name of ['roof', 'neighbour'])
    await app.client.publishAsync(
      `wallpanel/${name}/state`,
      JSON.stringify({ currentUrl: 'http://x/', screenOn: true }),
    )
  await expect(page.getByRole('heading', { name: '2 kiosk apps were found' })).toBeVisible()
  await page.getByRole('button', { name: 'Take in wallpanel-roof' }).press('Enter')
  await page.getByRole('button', { name: 'wallpanel-neighbour is none of ours' }).press('Enter')
  const grid = page.getByRole('grid', { name: 'Kiosks' })
  await expect(grid.getByRole('link')).toHaveText(['wallpanel-roof'])
  await expect(page.getByRole('heading', { name: /found/ })).toBeHidden()
  await server.api('POST', '/api/kiosks', { id: 'gate-app', app: 'fully', restUrl: 'http://127.0.0.1:9' })
  await server.api('POST', '/api/kiosks/gate-app/link', { tablet: 'gate' })
  await expect(grid.getByRole('link')).toHaveText(['gate-app', 'gate', 'wallpanel-roof'])
  await page.getByLabel('Search').fill('roof')
  await expect(grid.getByRole('link')).toHaveText(['wallpanel-roof'])
  await page.getByLabel('Search').fill('')
  await page.getByLabel('Only').selectOption('not linked')
  await expect(grid.getByRole('link')).toHaveText(['wallpanel-roof'])
  await page.getByLabel('Only').selectOption('all')
  await page.getByLabel('Which').selectOption('none of ours')
  await grid.getByRole('link', { name: 'wallpanel-neighbour' }).click()
  await expect(page.getByRole('heading', { name: 'wallpanel-neighbour' })).toBeFocused()
  await page.getByRole('button', { name: 'Take in' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'What it can be told' })).toBeVisible()
  await page.goto(`${server.url}/dashboard/#kiosk/nobody`)
  await expect(page.getByText('There is no such kiosk app.')).toBeVisible()
  await app.client.endAsync(true)
  await page.close()
})

test('who may only read sees kiosk apps, and can tell them nothing', async ({ server, browser }) => {
  const made = await server.api('POST', '/api/tokens', { name: 'Eva', scopes: ['read'] })
  const { token } = made.body.data as { token: string }
  await server.api('POST', '/api/kiosks', { id: 'gate', app: 'wallpanel', base: 'wallpanel/gate/' })
  const page = await openDashboard(browser, server, { hash: '#kiosk/gate', token, locale: 'es-ES' })
  const wake = page.getByRole('button', { name: 'Encender' })
  await expect(wake).toBeDisabled()
  await expect(wake).toHaveAccessibleDescription(/admin/)
  await expect(page.getByRole('button', { name: 'Enlazar…' })).toBeDisabled()
  expect(await tooWide(page)).toEqual([])
  await page.close()
})
