/**
 * `npm run old-engine`: the tablet's way through updates in a real Chromium 80, the oldest that Relevo runs in, on x64 Linux. Not
 * part of `npm test`, because the browser (43 MB) is fetched by npm when it is first wanted.
 */
import { appendFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Server } from '../e2e/server.ts'
import { startChromium } from './old-engine/chromium.ts'
import { OldPage } from './old-engine/old-page.ts'
import { run } from './run.ts'

const BUILT = '.cache/old-engine/built'
const RELEASES = { r1: 'good', r2: 'good', r3: 'throws', r4: 'good' }
/** What Chromium 85 was the first to parse. */
const TOO_NEW = 'let young; young ??= 1;'
const PATIENCE = 60_000

async function build(version: string, variant: string): Promise<void> {
  const env = {
    RELEVO_VERSION: version,
    PANEL_VARIANT: variant,
    PANEL_TARGET: 'chrome80',
    PANEL_OUT: join(process.cwd(), BUILT, version),
  }
  const { code } = await run('vite', ['build', 'e2e/panel', '--configLoader', 'native', '--logLevel', 'warn'], env)
  if (code !== 0) throw new Error(`${version} did not build`)
}

/** Wait until something holds, looking four times a second. */
async function until(what: string, holds: () => Promise<unknown>): Promise<void> {
  const end = Date.now() + PATIENCE
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never happened: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  console.log(`✓ ${what}`)
}

/** Write something into a release's entry script that this engine cannot parse; its manifest is no longer true then. */
async function spoil(version: string): Promise<void> {
  const folder = join(BUILT, version)
  const entry = /<script[^>]* src="([^"]+)"/.exec(await readFile(join(folder, 'index.html'), 'utf8'))?.[1] ?? ''
  await appendFile(join(folder, entry), TOO_NEW)
  await rm(join(folder, 'relevo.json'))
}

for (const [version, variant] of Object.entries(RELEASES)) await build(version, variant)
await spoil('r4')
const server = await Server.start()
const chromium = await startChromium()
const page = await OldPage.open(chromium.devTools)
const publish = (version: string) => server.relevo('publish', join(BUILT, version), '--json', '--version', version)
const shows = async (version: string) =>
  (await page.value(`document.querySelector('#release').textContent`)) === version &&
  (await server.tablet('lobby-1'))?.release === version
const wentBackFrom = async (version: string, code: string) => {
  const { phase, target, error } = (await server.tablet('lobby-1')) ?? {}
  return phase === 'rolled_back' && target === version && error?.code === code
}
const phaseIs = async (phase: string) => (await page.value(`updates.state.phase`)) === phase

try {
  console.log(await page.value('navigator.userAgent'))
  await publish('r1')
  await page.goto(`${server.url}/?tablet=lobby-1`)
  await until('r1 runs, and is stored', async () => (await shows('r1')) && page.value('updates.state.stored'))
  await publish('r2')
  await until('r2 is staged, and the person is asked within the screen', () =>
    page.value(`(() => {
      const { top, bottom, left, right, height } = document.querySelector('relevo-prompt').shadowRoot.querySelector('[part=dialog]').getBoundingClientRect()
      return height > 50 && top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth
    })()`),
  )
  await page.value(`document.querySelector('relevo-prompt').shadowRoot.querySelector('[part=accept]').click()`)
  await until('r2 runs, and is kept', async () => (await shows('r2')) && phaseIs('current'))
  await server.notify('r1')
  await until('r1 is wanted again', () => phaseIs('staged'))
  await page.value('updates.applyUpdate()')
  await until('r1 runs again', async () => (await shows('r1')) && phaseIs('current'))
  await page.goto(`${server.url}/?tablet=lobby-1&policy=auto`)
  await until('r1 starts from the store', () => phaseIs('current'))
  await publish('r3')
  await until('r3 throws, and is taken back', () => wentBackFrom('r3', 'boot-error'))
  await until('r1 is on the wall', () => shows('r1'))
  await publish('r4')
  await until('r4 does not parse, and is taken back', () => wentBackFrom('r4', 'boot-script'))
  await until('r1 is on the wall', () => shows('r1'))
  console.log((await server.tablet('lobby-1'))?.error?.detail)
  const unexpected = page.faults.filter((fault) => !/r3 cannot start|SyntaxError/.test(fault))
  if (unexpected.length > 0) throw new Error(`the page threw:\n${unexpected.join('\n')}`)
} catch (error) {
  console.error(
    page.faults.join('\n'),
    await page.value('JSON.stringify(updates.state)'),
    await server.tablet('lobby-1'),
  )
  throw error
} finally {
  await chromium.stop()
  await server.stop()
}
