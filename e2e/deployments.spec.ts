import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Server } from './server.ts'
import { signedIn, tooWide } from './signed-in.ts'
import { test as base, expect } from './story.ts'

/** What is deployed, as far as a health check and a deploy command meet it. */
class App {
  port = 0
  /** The release that is not well. */
  sick = ''
  readonly #free = Promise.withResolvers<void>()
  readonly #server = createServer(({ url }, response) => {
    const isSick = url === `/health/${this.sick}`
    const answer = () => response.writeHead(isSick ? 503 : 200).end(isSick ? 'the database is away' : 'fine')
    if (url === '/hold') void this.#free.promise.then(answer)
    else answer()
  })

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    this.port = (this.#server.address() as AddressInfo).port
  }

  /** Let commands end that wait at `/hold`, or come there. */
  letGo(): void {
    this.#free.resolve()
  }

  stop(): void {
    this.letGo()
    this.#server.close()
  }
}

/** A server that is configured to look at that app, and in one environment to ask a person first. */
const test = base.extend<{ app: App }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from its pattern what a fixture needs
  app: async ({}, use) => {
    const app = new App()
    await app.start()
    await use(app)
    app.stop()
  },
  serverEnv: async ({ app }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'relevo-e2e-config-'))
    const file = join(folder, 'relevo.config.json')
    const at = `http://127.0.0.1:${app.port}`
    const say = `console.log('pulled', process.env.RELEVO_VERSION); console.error('slow disk'); fetch('${at}/hold')`
    const health = { targets: [{ http: `${at}/health/{version}` }] }
    const environments = {
      production: { health },
      careful: { approval: true, health },
      elsewhere: { deployer: { kind: 'command', deploy: ['true'] }, health },
      commands: { deployer: { kind: 'command', deploy: [process.execPath, '-e', say] }, health },
    }
    await writeFile(file, JSON.stringify({ environments }))
    await use({ RELEVO_HEALTH_DELAY: '0', RELEVO_HEALTH_INTERVAL: '0', RELEVO_CONFIG: file })
    await rm(folder, { recursive: true })
  },
})

const upload = (server: Server, version: string) => server.publish(version, '--no-notify')

/** Have a release deployed, as CI does. @returns the id of the deployment */
async function deploy(server: Server, version: string, environment = 'production'): Promise<string> {
  const order = { version, environment, user: 'Ana', ref: 'main', commit: '0123456789abcdef' }
  const { status, body } = await server.api('POST', '/api/deployments', order)
  expect(status).toBe(202)
  return (body.data as { id: string }).id
}

async function deployed(server: Server, version: string, environment?: string): Promise<string> {
  const id = await deploy(server, version, environment)
  await expect.poll(() => phaseOf(server, id)).toBe('success')
  return id
}

async function phaseOf(server: Server, id: string): Promise<string> {
  return (await server.deployment(id)).phase
}

const environment = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Environments' }).locator('> div').filter({ hasText: name })

test('a deployment is followed while it runs, and opened with its checks and what its commands printed', async ({
  server,
  browser,
  app,
}) => {
  const page = await signedIn(browser, server, { hash: '#deployments' })
  await expect(page.getByText('Nothing was deployed yet')).toBeVisible()
  await page.getByRole('link', { name: 'Overview' }).click()
  await deploy(server, 'r1', 'commands')
  await expect(environment(page, 'commands')).toContainText('r1: deploying')
  await expect(environment(page, 'commands').getByRole('progressbar')).toBeVisible()
  app.letGo()
  await expect(environment(page, 'commands')).toContainText('r1: succeeded')
  await page.getByRole('link', { name: 'Deployments', exact: true }).click()
  // It takes the focus, and a key that is pressed before goes astray.
  await expect(page.getByRole('heading', { name: 'Deployments', level: 1 })).toBeFocused()
  const row = page.getByRole('row', { name: /commands r1 succeeded .*Ana · API or CLI · main · 0123456/ })
  await row.getByRole('link').press('Enter')

  await expect(page.getByRole('heading', { name: 'commands: r1' })).toBeFocused()
  await expect(page.getByRole('status')).toHaveText('succeeded')
  await expect(page.getByRole('listitem').last()).toContainText('succeeded')
  await expect(page.getByRole('row', { name: /1 after the deploy .*healthy 200 .*127\.0\.0\.1.*fine/ })).toBeVisible()
  await expect(page.locator('pre')).toContainText(/pulled r1\n.*stderr: slow disk|stderr: slow disk\n.*pulled r1/s)
  await page.getByRole('button', { name: 'Check health now' }).click()
  await expect(page.getByRole('row', { name: /1 by hand .*healthy 200/ })).toBeVisible()
  expect(await tooWide(page)).toBe(0)

  await page.getByRole('link', { name: 'All deployments' }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Deployments' })).toBeFocused()
  await page.close()
})

test('one click and one yes take the fleet back to the release before, without asking the tablets', async ({
  server,
  tablet,
  browser,
}) => {
  await upload(server, 'r1')
  await upload(server, 'r2')
  await deployed(server, 'r1')
  await tablet.settle('r1', 'policy=auto')
  const id = await deployed(server, 'r2')
  await tablet.shows('r2')
  await tablet.reaches('current')
  const page = await signedIn(browser, server)
  const orders: string[] = []
  page.on('request', (request) => request.url().endsWith('/rollback') && orders.push(request.postData() ?? ''))

  const button = environment(page, 'production').getByRole('button', { name: 'Go back to r1' })
  await button.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'production: Go back to r1' })
  await expect(dialog).toContainText('1 tablet in production switches from r2 to r1 without being asked.')
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(button).toBeFocused()
  expect(await phaseOf(server, id)).toBe('success')

  await button.press('Enter')
  await dialog.getByLabel('Reason').fill('the doorbell is silent')
  await dialog.getByRole('button', { name: 'Go back to r1' }).dblclick()
  await expect(page).toHaveURL(new RegExp(`#deployment/${id}$`))
  await expect(page.getByRole('status')).toHaveText('went back to r1 taken back by hand: the doorbell is silent')
  await expect(page.getByRole('row', { name: /1 after going back .*healthy/ })).toBeVisible()
  expect(orders).toEqual([JSON.stringify({ to: 'r1', reason: 'the doorbell is silent' })])
  await tablet.shows('r1')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r1', phase: 'current' })
  await page.close()
})

test('any earlier release that was confirmed there and may run can be chosen, and what is refused or unknown is said', async ({
  server,
  browser,
}) => {
  for (const version of ['r1', 'r2', 'r3', 'r4']) {
    await upload(server, version)
    await deployed(server, version)
  }
  await server.api('PATCH', '/api/releases/r2', { blocked: true })
  const page = await signedIn(browser, server)
  await environment(page, 'production').getByRole('button', { name: 'Go back to r3' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('option')).toHaveText(['r3', 'r1'])
  await expect(dialog.getByLabel('Release to go back to')).toHaveValue('r3')
  await expect(dialog).toContainText('No tablet in production runs r4 now')
  await dialog.getByLabel('Release to go back to').selectOption('r1')
  await server.api('PATCH', '/api/releases/r1', { blocked: true })
  await dialog.getByRole('button', { name: 'Go back to r1' }).click()
  await expect(dialog.getByRole('alert')).toContainText(/This release is blocked.*r1.*relevo unblock/)
  await server.kill()
  await dialog.getByRole('button', { name: 'Go back to r1' }).click()
  await expect(dialog.getByRole('alert')).toContainText('did not answer')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('alert')).toContainText(/Connection lost at .*What you see is from/)
  await page.close()
})

test('what waits for a yes is at the top: approved it goes on, denied it ends and says why', async ({
  server,
  browser,
}) => {
  for (const version of ['r1', 'r2']) await upload(server, version)
  const page = await signedIn(browser, server)
  const first = await deploy(server, 'r1', 'careful')
  const waiting = page.getByRole('region', { name: 'r1 waits for approval' })
  await expect(waiting).toContainText('careful: r1')
  await waiting.getByRole('button', { name: 'Approve' }).click()
  await expect(waiting).toBeHidden()
  await expect(environment(page, 'careful')).toContainText('r1: succeeded')
  expect(await phaseOf(server, first)).toBe('success')

  await deploy(server, 'r2', 'careful')
  await page.getByRole('button', { name: 'Deny' }).click()
  await page.getByRole('dialog').getByLabel('Reason').fill('not on a Friday')
  await page.getByRole('dialog').getByRole('button', { name: 'Deny' }).click()
  await expect(environment(page, 'careful')).toContainText('r2: failed')
  await expect(environment(page, 'careful')).toContainText('denied: not on a Friday')
  await page.close()
})

test('a release that is not well is back by itself; the link in a notice shows every look at it, after signing in too', async ({
  server,
  browser,
  app,
}) => {
  for (const version of ['r1', 'r2']) await upload(server, version)
  await deployed(server, 'r1')
  app.sick = 'r2'
  const id = await deploy(server, 'r2')
  const page = await signedIn(browser, server, { hash: `#deployment/${id}` })
  await expect(page.getByRole('status')).toContainText(/went back to r1 its health check failed: .*503/)
  await expect(page.getByRole('row', { name: /after the deploy .*unhealthy 503 .*the database is away/ })).toHaveCount(
    3,
  )
  await expect(page.getByRole('row', { name: /1 after going back .*healthy 200/ })).toBeVisible()
  await page.goto(`${server.url}/dashboard/#deployment/nobody`)
  await expect(page.getByText('There is no such deployment.')).toBeVisible()
  await page.getByRole('link', { name: 'All deployments' }).click()
  await expect(page.getByRole('row', { name: /production r2 went back to r1/ })).toBeVisible()
  await page.close()
})

test('deployments come in portions, and only those that are asked for', async ({ server, browser, app }) => {
  for (let i = 1; i <= 21; i++) await deployed(server, `v${i}`, 'elsewhere')
  app.sick = 'v22'
  const last = await deploy(server, 'v22', 'elsewhere')
  await expect.poll(() => phaseOf(server, last)).toBe('rolled-back')
  const page = await signedIn(browser, server, { hash: '#deployments' })
  const rows = page.getByRole('row', { name: /elsewhere v/ })
  await expect(rows).toHaveCount(20)
  await page.getByRole('button', { name: 'More' }).press('Enter')
  await expect(rows).toHaveCount(22)
  await expect(page.getByRole('button', { name: 'More' })).toBeHidden()
  await page.getByRole('combobox', { name: 'Status' }).selectOption('went back')
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('went back to v21')
  await expect(page).toHaveURL(/#deployments\?status=rolled_back$/)
  await page.getByRole('combobox', { name: 'Environment' }).selectOption('production')
  await expect(page.getByText('No deployment matches this filter.')).toBeVisible()
  await page.getByRole('combobox', { name: 'Environment' }).selectOption('all')
  await page.getByRole('combobox', { name: 'Status' }).selectOption('succeeded')
  await expect(rows.first()).toContainText('v21')
  expect(await tooWide(page)).toBe(0)
  await page.close()
})

test('who may only read sees every button off, and why', async ({ server, browser }) => {
  for (const version of ['r1', 'r2']) await upload(server, version)
  await deployed(server, 'r1')
  const id = await deployed(server, 'r2')
  await deploy(server, 'r1', 'careful')
  const made = await server.api('POST', '/api/tokens', { name: 'Eva', scopes: ['read'] })
  const { token } = made.body.data as { token: string }
  const page = await signedIn(browser, server, { token })
  const back = page.getByRole('button', { name: 'Go back to r1' })
  await expect(back).toBeDisabled()
  await expect(back).toHaveAccessibleDescription('Your token lacks the scope deploy:production')
  for (const name of ['Approve', 'Deny']) await expect(page.getByRole('button', { name })).toBeDisabled()
  await expect(page.getByText('Your token lacks the scope approve:careful').first()).toBeVisible()
  await page.goto(`${server.url}/dashboard/#deployment/${id}`)
  for (const name of ['Go back…', 'Check health now']) await expect(page.getByRole('button', { name })).toBeDisabled()
  await page.close()
})
