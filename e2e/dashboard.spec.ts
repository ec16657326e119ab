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
  const row = dashboard.getByRole('row', { name: /lobby-1/ })
  await expect(row).toContainText(/Chrome \d+.*r1.*up to date/)
  await server.publish('r3')
  await expect(row).toContainText('went back from r3')
  await expect(row).toContainText('boot-error')

  await server.kill()
  await expect(dashboard.getByRole('alert')).toContainText('The server does not answer')
  await server.start()
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
    await expect(page.getByText(`Ana (${id})`)).toBeVisible()
  }
  await page.goto(`${server.url}/dashboard`)
  await signIn()
  await page.reload()
  await expect(page.getByText(`Ana (${id})`)).toBeVisible()
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

for (const { locale, signIn, counted, old, white, bare } of [
  {
    locale: 'en-GB',
    signIn: 'Sign in',
    counted: /Tablets stuck\s*2\s*of 4/,
    old: 'stuck before r2: its browser engine is too old',
    white: 'stuck: the entry script never ran',
    bare: 'without a worker: updates are reloads (no HTTPS)',
  },
  {
    locale: 'es-ES',
    signIn: 'Entrar',
    counted: /Tabletas atascadas\s*2\s*de 4/,
    old: 'atascada antes de r2: su navegador es demasiado antiguo',
    white: 'atascada: el script de entrada no llegó a ejecutarse',
    bare: 'sin worker: se actualiza recargando (no hay HTTPS)',
  },
]) {
  test(`who is stuck is counted, comes first and says why; no worker is no alarm (${locale})`, async ({
    server,
    browser,
  }) => {
    await server.publish('r2')
    const userAgent =
      'Mozilla/5.0 (Linux; Android 9; wv) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/83.0 Safari/537.36'
    const checkIn = (query: string) =>
      fetch(`${server.url}/config/version.json?${query}`, { headers: { 'user-agent': userAgent } })
    await checkIn('tablet=attic&release=r2')
    await checkIn('tablet=bare&release=r2&error=insecure-context')
    await checkIn('tablet=old&release=r1&phase=stuck&target=r2&error=incompatible&detail=needs%20chrome%20107')
    await checkIn('tablet=white&release=r2&phase=stuck&error=boot-script')
    const page = await browser.newPage({ locale })
    await page.goto(`${server.url}/dashboard`)
    await page.getByLabel('Token').fill(server.token)
    await page.getByRole('button', { name: signIn }).click()
    await expect(page.getByRole('status')).toHaveText(counted)
    const rows = page.getByRole('table').first().getByRole('row')
    await expect(rows).toContainText([/./, 'old', 'white', 'attic', 'bare'])
    const row = (name: string) => page.getByRole('row', { name })
    await expect(row('old')).toContainText(old)
    await expect(row('old')).toContainText('Chrome 83')
    await expect(row('old')).toContainText('needs chrome 107')
    await expect(row('white')).toContainText(white)
    await expect(row('bare')).toContainText(bare)
    await expect(row('bare')).not.toContainText('insecure-context')

    await page.setViewportSize({ width: 390, height: 800 })
    const tooWide = () =>
      [document.documentElement, ...document.querySelectorAll('.scroll')].filter(
        (one) => one.scrollWidth > one.clientWidth,
      )
    expect(await page.evaluate(tooWide)).toHaveLength(0)

    await checkIn('tablet=white&release=r2')
    await checkIn('tablet=old&release=r2')
    await expect(page.getByRole('status')).toHaveCount(0)
    await page.close()
  })
}

test('the dashboard speaks Spanish to a Spanish browser', async ({ server, browser }) => {
  const page = await browser.newPage({ locale: 'es-ES' })
  await page.goto(`${server.url}/dashboard`)
  await page.getByLabel('Token').fill(server.token)
  await page.getByRole('button', { name: 'Entrar' }).click()
  await expect(page.getByRole('heading', { name: 'Tabletas' })).toBeVisible()
  await expect(page.getByText('No hay versiones')).toBeVisible()
  await page.close()
})
