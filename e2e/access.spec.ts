import type { Page } from '@playwright/test'
import { launchOptions } from './browser.ts'
import type { Server } from './server.ts'
import { expect, Tablet, test } from './story.ts'

const KEY = 'site-key-of-the-house'
const OFTEN = 'checkEvery=2'
/** As most panels run: plain HTTP, not from localhost. The name leads to this machine. */
const NAME = 'panel.test'
const { args = [], ...others } = launchOptions()
test.use({
  serverEnv: { RELEVO_ACCESS: 'enrolled', RELEVO_SITE_KEY: KEY },
  launchOptions: { ...others, args: [...args, `--host-resolver-rules=MAP ${NAME} 127.0.0.1`] },
})

async function codeFor(server: Server, order: Record<string, unknown> = {}): Promise<string> {
  const { body } = await server.api('POST', '/api/enrolment-codes', order)
  return (body.data as { code: string }).code
}

async function strangers(server: Server): Promise<string[]> {
  const { body } = await server.api('GET', '/api/strangers')
  return (body.data as { tablet: string }[]).map(({ tablet }) => tablet)
}

async function revoke(server: Server, tablet: string): Promise<void> {
  const { body } = await server.api('GET', `/api/credentials?name=${tablet}&state=active`)
  for (const { id } of body.data as { id: string }[]) await server.api('DELETE', `/api/credentials/${id}`)
}

const access = (tablet: Tablet, page?: Page) =>
  expect.poll(async () => {
    const { access, refusal = 'none' } = (await tablet.state(page)) as { access?: string; refusal?: string }
    return { access, refusal }
  })

/** What a person could copy, or a kiosk app publish, or a log keep: no secret and no code may be in it. */
const inTheOpen = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify([location.href, history.state, window.name, document.cookie, window.updates.state]),
  )

test('a stranger gets the right release, and is not in the fleet', async ({ server, tablet, wire, context }) => {
  const lines: string[] = []
  context.on('page', (page) => page.on('websocket', (line) => lines.push(line.url())))
  await server.publish('r1')
  const page = await tablet.settle('r1', OFTEN)
  await access(tablet).toMatchObject({ access: 'wanted' })
  // The form lies where the prompt will, and gives way to it.
  await expect(page.getByLabel('Code')).toBeVisible()
  await server.publish('r2')
  await tablet.accept()
  await tablet.shows('r2')
  await tablet.reaches('current')
  expect(await server.tablet('lobby-1')).toBeUndefined()
  expect(await strangers(server)).toEqual(['lobby-1'])
  wire.forget()
  await expect.poll(() => wire.requests.filter((path) => path.endsWith('version.json')).length).toBeGreaterThan(3)
  // Nobody who has to enrol first asks the broker: at most once a start, before the server has said so.
  expect(lines.length).toBeLessThanOrEqual(2)
  await expect(page.locator('relevo-enrol')).toHaveCount(1)
})

test('a code in the launch URL lets the tablet in, and is nowhere to be seen afterwards', async ({
  server,
  tablet,
}) => {
  await server.publish('r1')
  const code = await codeFor(server)
  const page = await tablet.settle('r1', `policy=auto#relevo-enrol=${code}`)
  await access(tablet).toMatchObject({ access: 'enrolled' })
  expect(page.url()).toBe(`${tablet.origin}/?tablet=lobby-1&policy=auto`)
  expect(await inTheOpen(page)).not.toMatch(new RegExp(`${code}|rls_`))
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r1', online: true })
  // It comes by the line that the secret opened: the next poll is minutes away.
  await server.publish('r2')
  await tablet.shows('r2')
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2', phase: 'current', online: true })
  expect(await strangers(server)).toEqual([])
})

test('a launch URL that keeps its code is no trouble, nor is the next code in an address that only differs in it', async ({
  server,
  tablet,
  wire,
}) => {
  await server.publish('r1')
  const launch = `${tablet.origin}/?tablet=lobby-1&${OFTEN}#relevo-enrol=`
  const code = await codeFor(server)
  const page = await tablet.open(`${OFTEN}#relevo-enrol=${code}`)
  await access(tablet).toMatchObject({ access: 'enrolled' })
  await page.goto('about:blank')
  await page.goto(launch + code)
  await access(tablet).toMatchObject({ access: 'enrolled', refusal: 'none' })
  expect(wire.requests.filter((path) => path === '/api/enrol')).toHaveLength(1)
  await revoke(server, 'lobby-1')
  await access(tablet).toMatchObject({ access: 'wanted' })
  await page.evaluate(() => Object.assign(window, { mark: true }))
  await page.goto(launch + (await codeFor(server)))
  await access(tablet).toMatchObject({ access: 'enrolled' })
  expect(await page.evaluate(() => 'mark' in window)).toBe(true)
  expect(page.url()).toBe(`${tablet.origin}/?tablet=lobby-1&${OFTEN}`)
})

test('a reload in the middle of it does not lose the code', async ({ server, tablet, wire }) => {
  await server.publish('r1')
  let isAway = true
  wire.fault((path) => (isAway && path === '/api/enrol' ? { do: 'hang' } : undefined))
  const page = await tablet.open(`${OFTEN}#relevo-enrol=${await codeFor(server)}`)
  await expect.poll(() => wire.requests).toContain('/api/enrol')
  await access(tablet).toMatchObject({ access: 'enrolling' })
  isAway = false
  await page.reload()
  await access(tablet).toMatchObject({ access: 'enrolled' })
})

test('an answer that got lost is asked for again with the same code', async ({ server, tablet, wire }) => {
  await server.publish('r1')
  let cuts = 0
  wire.fault((path) => (path === '/api/enrol' && cuts++ === 0 ? { do: 'truncate' } : undefined))
  const page = await tablet.open(`${OFTEN}#relevo-enrol=${await codeFor(server)}`)
  await access(tablet).toMatchObject({ refusal: 'network' })
  await page.reload()
  await access(tablet).toMatchObject({ access: 'enrolled', refusal: 'none' })
})

for (const { lang, title, code, enrol, refused } of [
  { lang: 'en', title: 'Tablet not enrolled', code: 'Code', enrol: 'Enrol', refused: 'This code is not valid' },
  {
    lang: 'es',
    title: 'Tableta sin dar de alta',
    code: 'Código',
    enrol: 'Dar de alta',
    refused: 'Este código no es válido',
  },
]) {
  test(`a person types the code: ${lang}`, async ({ server, tablet }) => {
    await server.publish('r1')
    const page = await tablet.open(OFTEN)
    await page.evaluate((lang) => {
      document.documentElement.lang = lang
    }, lang)
    const form = page.getByRole('dialog', { name: title })
    await expect(form).toContainText('lobby-1')
    await form.getByLabel(code).fill('WRONG-CODE')
    await form.getByLabel(code).press('Enter')
    await expect(form.getByRole('alert')).toContainText(refused)
    // As it is read from a screen across the room: small letters, without the hyphen.
    await form.getByLabel(code).fill((await codeFor(server, { tablet: 'lobby-1' })).toLowerCase().replace('-', ' '))
    await form.getByRole('button', { name: enrol }).click()
    await expect(form).toBeHidden()
    await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r1', online: true })
  })
}

test('the key of the site lets a tablet in by itself, and no form is shown', async ({ server, tablet }) => {
  await server.publish('r1')
  const page = await tablet.settle('r1', `${OFTEN}&key=${KEY}`)
  await access(tablet).toMatchObject({ access: 'enrolled' })
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ online: true })
  await expect(page.locator('relevo-enrol')).toHaveCount(0)
})

test('a tablet that is revoked leaves the line at once, runs on, and is let in again by a new code', async ({
  server,
  tablet,
}) => {
  await server.publish('r1')
  const page = await tablet.settle('r1', `policy=auto&checkEvery=300#relevo-enrol=${await codeFor(server)}`)
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ online: true })
  await page.evaluate(() => Object.assign(window, { mark: true }))
  await revoke(server, 'lobby-1')
  // The next poll is minutes away: the broker has refused it, so it asked.
  await access(tablet).toMatchObject({ access: 'wanted' })
  await tablet.shows('r1')
  await page.evaluate((code) => window.updates.enrol(code), await codeFor(server))
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ online: true })
  expect(await page.evaluate(() => 'mark' in window)).toBe(true)
})

test('a tablet whose storage was wiped is a stranger, whom a code brings back as itself', async ({
  server,
  tablet,
}) => {
  await server.publish('r1')
  const page = await tablet.settle('r1', `${OFTEN}&key=${KEY}`)
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ online: true })
  await page.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
  })
  await page.reload()
  // Whoever knows the key could say that they are this tablet.
  await access(tablet).toMatchObject({ access: 'wanted', refusal: 'credential-exists' })
  expect(await strangers(server)).toContain('lobby-1')
  await page.evaluate((code) => window.updates.enrol(code), await codeFor(server, { tablet: 'lobby-1' }))
  await access(tablet).toMatchObject({ access: 'enrolled' })
  await expect.poll(() => strangers(server)).toEqual([])
})

test('what one page of a tablet has got is good for the other', async ({ server, tablet }) => {
  await server.publish('r1')
  const first = await tablet.open(OFTEN)
  const second = await tablet.open(OFTEN)
  await access(tablet, first).toMatchObject({ access: 'wanted' })
  await access(tablet, second).toMatchObject({ access: 'wanted' })
  await first.evaluate((code) => window.updates.enrol(code), await codeFor(server))
  await access(tablet, second).toMatchObject({ access: 'enrolled' })
  await access(tablet, first).toMatchObject({ access: 'enrolled' })
})

test('a tablet that is given another name stays the one it was', async ({ server, tablet }) => {
  await server.publish('r1')
  const page = await tablet.open(`${OFTEN}#relevo-enrol=${await codeFor(server)}`)
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ online: true })
  await page.goto(`${tablet.origin}/?tablet=gate&${OFTEN}`)
  await access(tablet).toMatchObject({ access: 'enrolled' })
  await expect.poll(() => server.tablet('gate')).toMatchObject({ id: 'gate', online: true })
  await page.reload()
  await access(tablet).toMatchObject({ access: 'enrolled' })
})

test('the worker signs what it says for a page that hangs', async ({ server, tablet }) => {
  await server.publish('r1')
  await tablet.settle('r1', `${OFTEN}&policy=auto&key=${KEY}`)
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ online: true })
  await server.publish('r6')
  await expect
    .poll(() => server.tablet('lobby-1'), { timeout: 40_000 })
    .toMatchObject({ phase: 'rolled_back', error: { code: 'boot-timeout', target: 'r6' } })
})

test('a page that is no secure context enrols and signs like any other', async ({ server, context, wire }) => {
  await server.publish('r1')
  const tablet = new Tablet(context, wire.url.replace('localhost', NAME))
  const page = await tablet.open(`${OFTEN}#relevo-enrol=${await codeFor(server)}`)
  await access(tablet).toMatchObject({ access: 'enrolled' })
  expect(await page.evaluate(() => [isSecureContext, 'subtle' in crypto])).toEqual([false, false])
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ online: true, withoutWorker: 'insecure-context' })
})

test('an app of another origin is asked whether it may sign, and may', async ({ server, context, wire }) => {
  await server.publish('r1')
  const tablet = new Tablet(context, wire.url.replace('localhost', NAME))
  const versionUrl = encodeURIComponent(`${server.url}/config/version.json`)
  await tablet.open(`${OFTEN}&versionUrl=${versionUrl}#relevo-enrol=${await codeFor(server)}`)
  await access(tablet).toMatchObject({ access: 'enrolled' })
  await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ online: true })
})
