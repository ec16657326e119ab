import { checkIn, openDashboard, tooWide } from './dashboard-page.ts'
import { expect, test } from './story.ts'

test('the dashboard asks for the token, then shows what every tablet runs, and says when the server is gone', async ({
  server,
  tablet,
}) => {
  await server.publish('r1')
  const dashboard = await tablet.context.newPage()
  await dashboard.goto(`${server.url}/dashboard/#tablets`)
  await dashboard.getByLabel('Token').fill('wrong')
  await dashboard.getByRole('button', { name: 'Sign in' }).click()
  await expect(dashboard.getByRole('alert')).toContainText('refused')
  await dashboard.getByLabel('Token').fill(server.token)
  await dashboard.getByRole('button', { name: 'Sign in' }).click()
  await expect(dashboard.getByText('No tablet has checked in yet')).toBeVisible()

  await tablet.settle('r1', 'policy=auto')
  const row = dashboard.getByRole('row', { name: /lobby-1/ })
  await expect(row).toContainText(/Chrome \d+.*r1.*up to date/)
  await server.publish('r3')
  await expect(row).toContainText('went back from r3')
  await expect(row).toContainText('boot-error')

  await server.kill()
  await expect(dashboard.getByRole('alert')).toContainText(
    /Connection lost at .*\d.*, trying again\. What you see is from .*\d/,
  )
  await expect(row).toContainText('went back from r3')
  await server.start()
})

test('a wire that swallows everything is noticed, though no connection breaks, and the page is live again after it', async ({
  server,
  wire,
  browser,
}) => {
  const PULSE = 10_000
  await checkIn(server, 'tablet=lobby-1&release=r1')
  const page = await browser.newPage()
  await page.clock.install()
  await page.goto(`${wire.url}/dashboard/#tablets`)
  await page.getByLabel('Token').fill(server.token)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('.connection')).toHaveText('Live')
  await expect(page.getByRole('link', { name: 'lobby-1' })).toBeVisible()
  wire.fault(() => ({ do: 'hang' }))
  await page.clock.fastForward(PULSE)
  await expect(page.getByRole('alert')).toContainText('Connection lost')
  await expect(page.getByRole('link', { name: 'lobby-1' })).toBeVisible()
  // Whoever turns to another page and back asks what nobody will ever answer.
  const pages = page.getByRole('navigation', { name: 'Pages' })
  for (const name of ['Events', 'Tablets']) {
    wire.forget()
    await pages.getByRole('link', { name }).click()
    await expect.poll(() => wire.requests).toContain(`/api/${name.toLowerCase()}`)
  }
  wire.fault(undefined)
  await page.clock.fastForward(PULSE)
  await expect(page.locator('.connection')).toHaveText('Live')
  await expect(page.getByRole('link', { name: 'lobby-1' })).toBeVisible({ timeout: 10_000 })
  await checkIn(server, 'tablet=lobby-2&release=r1')
  await expect(page.getByRole('link', { name: 'lobby-2' })).toBeVisible({ timeout: 10_000 })
  await page.close()
})

test('where a proxy lets no stream through the page asks every few seconds, and says so', async ({
  server,
  wire,
  browser,
}) => {
  wire.fault((path) => (path === '/api/events/stream' ? { do: 'status', status: 502 } : undefined))
  const page = await browser.newPage()
  await page.goto(`${wire.url}/dashboard/#tablets`)
  await page.getByLabel('Token').fill(server.token)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('.connection')).toHaveText('Asks every few seconds')
  await checkIn(server, 'tablet=lobby-1&release=r1')
  await expect(page.getByRole('link', { name: 'lobby-1' })).toBeVisible()
  wire.fault(undefined)
  await expect(page.locator('.connection')).toHaveText('Live')
  await page.close()
})

test('who is signed in stays so over a reload, and is at the door again after signing out or when the token is revoked', async ({
  server,
  browser,
}) => {
  const made = await server.api('POST', '/api/tokens', { name: 'Ana', scopes: ['read'] })
  const { id, token } = made.body.data as { id: string; token: string }
  const page = await browser.newPage()
  const signIn = async () => {
    await page.getByLabel('Token').fill(token)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.locator('.actor')).toHaveText(`Ana (${id})`)
  }
  await page.goto(`${server.url}/dashboard`)
  await signIn()
  await page.reload()
  await expect(page.locator('.actor')).toHaveText(`Ana (${id})`)
  const kept = () => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])
  expect(await page.evaluate(kept)).toBe('[{},{},""]')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByLabel('Token')).toBeVisible()
  await page.reload()
  await signIn()
  await server.api('DELETE', `/api/tokens/${id}`)
  await expect(page.getByLabel('Token')).toBeVisible()
  await page.close()
})

test('every page is reached by keyboard: its heading takes the focus, and the way there says where one is', async ({
  server,
  browser,
}) => {
  await checkIn(server, 'tablet=lobby-1&release=r1')
  const page = await openDashboard(browser, server)
  const pages = page.getByRole('navigation', { name: 'Pages' })
  await expect(pages.getByRole('link', { name: 'Overview' })).toHaveAttribute('aria-current', 'page')
  for (const name of ['Tablets', 'Deployments', 'Releases', 'Events', 'Alerts', 'Settings', 'Overview']) {
    await pages.getByRole('link', { name }).press('Enter')
    await expect(page.getByRole('heading', { level: 1, name })).toBeFocused()
    await expect(pages.getByRole('link', { name })).toHaveAttribute('aria-current', 'page')
    await expect(page).toHaveTitle(`${name} · Relevo`)
  }
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

  await page.goto(`${server.url}/dashboard/#tablet/lobby-1`)
  await expect(page.getByRole('heading', { level: 1, name: 'lobby-1' })).toBeVisible()
  for (const hash of ['', '#tablets', '#tablet/lobby-1', '#events']) {
    await page.goto(`${server.url}/dashboard/${hash}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await tooWide(page)).toEqual([])
  }
  await page.close()
})

test('the dashboard speaks Spanish to a Spanish browser', async ({ server, browser }) => {
  const page = await openDashboard(browser, server, { locale: 'es-ES' })
  await expect(page.getByRole('heading', { name: 'Resumen' })).toBeVisible()
  await page.getByRole('link', { name: 'Tabletas' }).first().click()
  await expect(page.getByRole('heading', { name: 'Tabletas' })).toBeVisible()
  await expect(page.getByText('Ninguna tableta se ha presentado')).toBeVisible()
  await page.close()
})

test('nothing that the dashboard does is against its own policy', async ({ server, browser }) => {
  await server.publish('r1')
  await checkIn(server, 'tablet=lobby-1&release=r1')
  const page = await openDashboard(browser, server)
  const broken: string[] = []
  page.on('console', (line) => line.text().includes('Content Security Policy') && broken.push(line.text()))
  page.on('pageerror', (error) => broken.push(error.message))
  for (const hash of [
    '',
    '#tablets',
    '#tablet/lobby-1',
    '#deployments',
    '#releases',
    '#events',
    '#alerts',
    '#settings',
  ]) {
    await page.goto(`${server.url}/dashboard/${hash}`)
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  expect(broken).toEqual([])
  await page.close()
})
