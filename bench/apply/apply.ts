import { chromium, type Page } from '@playwright/test'
import { brotli, encodePatch } from '@relevo/packing'
import { launchOptions } from '../../e2e/browser.ts'
import type { Bar, Figure, Measured, Table } from '../bars/bar.ts'

import { buildOf, PAIRS, type Pair } from '../pairs.ts'
import { panelBuild } from '../panel-build.ts'
import { installed } from '../update-once.ts'
import { busyOf, forgetMost, memoryOf, processOf } from './memory.ts'
import { releaseIn } from './release-in.ts'
import { slowed } from './slowed.ts'
import { type Stages, stagesOf, watch } from './stages.ts'
import { type StaticHost, staticHost, type Upload } from './static-host.ts'
import { type WorkerSession, workerSession } from './worker-session.ts'

/** A tablet's processor beside this machine's. */
const SLOWER = 6

/** Both releases have 17 MB, and a fifth of what a minor release changes is new. */
const isMeant = ({ name, to }: Pair) => name === '@actual-app/web' && to === '26.9.0'

/** What applying the patch was, once. */
interface Round extends Stages {
  /** Processor time of its process, ms: says more than the clock where others work on the same machine. */
  busy: number
  /** The most that the worker's process had more than before, bytes. */
  memory: number
  /** How many times slower the worker ran than it does else. */
  slower: number
}

/** Applying the patch of a 17 MB release in the worker, on a processor that is six times slower: time and memory. */
export const apply: Bar = async ({ quick, note }) => {
  const pair = PAIRS.find(isMeant)
  if (!pair) throw new Error('the pair to measure with is not there')
  const [from, to] = [await panelBuild(pair, 'relevo', pair.from), await panelBuild(pair, 'relevo', pair.to)]
  const [old, next] = [releaseIn(from), releaseIn(to)]
  const pieces: Uint8Array[] = []
  for await (const piece of encodePatch(old, next)) pieces.push(piece)
  const br = brotli(Buffer.concat(pieces))
  const sizes = Object.values(next.files).map(({ size }) => size)
  const largest = Math.max(...sizes)
  const all = sizes.reduce((sum, size) => sum + size, 0)
  note(`${buildOf(pair)} ${pair.from} → ${pair.to}: patch of ${br.length} bytes, ${sizes.length} files, ${all} bytes`)

  const rounds: Record<'as is' | 'slowed', Round[]> = { 'as is': [], slowed: [] }
  const host = await staticHost()
  try {
    for (let round = 0; round < (quick ? 3 : 7); round++)
      for (const name of ['as is', 'slowed'] as const) {
        host.upload({ folder: from })
        const patched = { folder: to, patch: { from: pair.from, br } }
        const one = await applyOnce(host, patched, pair, name === 'slowed' ? SLOWER : 1)
        note(`${name}: ${JSON.stringify(one)}`)
        rounds[name].push(one)
      }
  } finally {
    await host.close()
  }
  return {
    tables: [table(rounds)],
    measured: bars(rounds.slowed, { largest, what: `a release of ${(all / 1e6).toFixed(1)} MB` }),
  }
}

async function applyOnce(host: StaticHost, next: Upload, { from }: Pair, times: number): Promise<Round> {
  const browser = await chromium.launch(launchOptions())
  try {
    const page = await browser.newPage()
    await page.goto(host.url)
    await installed(page, from)
    const worker = await workerSession(browser)
    const pid = await processOf(browser, worker)
    const free = await spin(worker)
    await watch(worker)
    await worker.send('HeapProfiler.collectGarbage')
    const letGo = times > 1 ? await slowed(pid, times) : undefined
    const slower = (await spin(worker)) / free
    const { now } = memoryOf(pid)
    const before = busyOf(pid)
    forgetMost(pid)
    host.upload(next)
    await staged(page)
    const { most } = memoryOf(pid)
    const busy = busyOf(pid) - before
    await letGo?.()
    const strays = host.asked().filter((path) => path.startsWith('/static/'))
    if (strays.length > 0) throw new Error(`not made by the patch: ${strays.join(', ')}`)
    return { ...(await stagesOf(worker)), busy, memory: most - now, slower }
  } finally {
    await browser.close()
  }
}

/** The page looks, has the release stored, and does not switch: what is measured is the worker's work alone. */
async function staged(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { hold, look } = window as unknown as Record<'hold' | 'look', () => void>
    hold()
    look()
  })
  const isStaged = () => (window as unknown as { isOffered(): boolean }).isOffered()
  await page.waitForFunction(isStaged, undefined, { timeout: 60_000, polling: 20 })
}

/** How long the worker takes for the same bit of work, ms. */
function spin(worker: WorkerSession): Promise<number> {
  return worker.run(
    '(() => { const begun = performance.now(); for (let i = 0, x = 1; i < 3e7; i++) x = (x * 7 + i) | 0; return performance.now() - begun })()',
  )
}

function table(rounds: Record<string, Round[]>): Table {
  const names: [keyof Round, string][] = [
    ['fetch', 'waits for the patch'],
    ['read', 'reads from the store'],
    ['rebuild', 'rebuilds, and all else that it does itself'],
    ['hash', 'hashes'],
    ['put', 'puts into the store'],
    ['all', 'all of it'],
    ['busy', 'processor time of its process'],
    ['slower', 'the same work took so many times as long'],
  ]
  const values = (of: readonly Round[], name: keyof Round): Figure => ({
    values: of.map((round) => round[name]),
    unit: name === 'slower' ? '' : 'ms',
  })
  const columns = Object.values(rounds)
  return {
    head: ['the worker', ...Object.keys(rounds)],
    rows: names.map(([name, says]) => [says, ...columns.map((of) => values(of, name))]),
  }
}

function bars(rounds: readonly Round[], { largest, what }: { largest: number; what: string }): Measured[] {
  return [
    {
      what: `a patch to ${what}, ${SLOWER} times slower, from its request until all is in the store`,
      values: rounds.map(({ all }) => all / 1_000),
      unit: 's',
      below: 1,
    },
    {
      what: `most memory of the worker’s process above what it had, of the largest file (${(largest / 1e6).toFixed(1)} MB)`,
      values: rounds.map(({ memory }) => memory / largest),
      unit: '×',
      below: 2,
    },
  ]
}
