/**
 * `npm run bench`: what one update costs a tablet, Relevo beside vite-plugin-pwa (Workbox), same builds, same server,
 * same browser, same run. Bytes are what came over the wire; time is from the hint until the new release is shown and
 * (Relevo) confirmed. Workbox has no hint: its page is told to check at the same moment, which is its best case.
 */
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { launchOptions } from '../e2e/browser.ts'
import { Server } from '../e2e/server.ts'
import { run } from '../scripts/run.ts'
import { byteMeter } from './byte-meter.ts'
import { filesOf, PAIRS, type Pair } from './pairs.ts'

const ROUNDS = 3
const TOOLS = ['relevo', 'workbox'] as const
type Tool = (typeof TOOLS)[number]

const cache = join(import.meta.dirname, '../.cache/bench')

interface Cost {
  bytes: number
  seconds: number
}

async function build(pair: Pair, tool: Tool, version: string): Promise<string> {
  const out = join(cache, `built-${tool}-${version}`)
  const env = { BENCH_TOOL: tool, BENCH_FILES: filesOf(pair, version, cache), BENCH_OUT: out, RELEVO_VERSION: version }
  const { code } = await run(
    'vite',
    ['build', join(import.meta.dirname, 'panel'), '--configLoader', 'native', '--logLevel', 'error'],
    env,
  )
  if (code !== 0) throw new Error(`${tool} ${version} did not build`)
  if (tool === 'workbox') await run('node', ['packages/cli/bin/relevo.js', 'manifest', out, '--version', version])
  return out
}

async function measure(tool: Tool, pair: Pair, folders: Record<string, string>): Promise<Cost> {
  const server = await Server.start()
  const wire = await byteMeter(server.port)
  const browser = await chromium.launch(launchOptions())
  try {
    await server.relevo('publish', folders[pair.from] ?? '', '--json')
    const page = await browser.newPage()
    await page.goto(`${wire.url}/?tablet=bench`)
    await installed(page, pair.from)
    await server.relevo('publish', folders[pair.to] ?? '', '--json', '--no-notify')
    wire.zero()
    const start = performance.now()
    await server.notify(pair.to)
    if (tool === 'workbox')
      await page.evaluate(async () => void (await navigator.serviceWorker.getRegistration())?.update())
    await installed(page, pair.to)
    return { bytes: wire.received(), seconds: (performance.now() - start) / 1000 }
  } finally {
    await browser.close()
    await wire.close()
    await server.stop()
  }
}

/** The page shows this release, and the tool says that it is complete. */
async function installed(page: Page, version: string): Promise<void> {
  const ask = (wanted: string) => {
    const { isInstalled } = window as unknown as { isInstalled?: () => boolean }
    return document.querySelector('#release')?.textContent === wanted && isInstalled?.() === true
  }
  await page.waitForFunction(ask, version, { timeout: 120_000, polling: 20 })
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

mkdirSync(cache, { recursive: true })
console.log(`${availableParallelism()} cores, Node ${process.version}, ${ROUNDS} rounds, medians (least to most)\n`)
for (const pair of PAIRS.filter(({ inBrowser }) => inBrowser)) {
  const costs: Record<Tool, Cost[]> = { relevo: [], workbox: [] }
  const folders: Record<Tool, Record<string, string>> = { relevo: {}, workbox: {} }
  for (const tool of TOOLS)
    for (const version of [pair.from, pair.to]) folders[tool][version] = await build(pair, tool, version)
  for (let round = 0; round < ROUNDS; round++)
    for (const tool of TOOLS) costs[tool].push(await measure(tool, pair, folders[tool]))
  console.log(`\n${pair.name} ${pair.from} → ${pair.to}\n\n| | wire, kB | hint to confirmed, s |\n|---|---:|---:|`)
  for (const tool of TOOLS) {
    const bytes = costs[tool].map((cost) => cost.bytes / 1000)
    const seconds = costs[tool].map((cost) => cost.seconds)
    const spread = (values: number[], digits: number) =>
      `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`
    console.log(`| ${tool} | ${spread(bytes, 0)} | ${spread(seconds, 2)} |`)
  }
  const ratio = median(costs.relevo.map((cost) => cost.bytes)) / median(costs.workbox.map((cost) => cost.bytes))
  console.log(`\nRelevo’s bytes are ${(100 * ratio).toFixed(1)} % of Workbox’s.`)
}
