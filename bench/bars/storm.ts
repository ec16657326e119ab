import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Crowd } from '../crowd.ts'
import { ascending, percentile } from '../percentile.ts'
import { type RealServer, startServer } from '../real-server.ts'
import type { Bar, Bench, Figure } from './bar.ts'

const CROWD = join(import.meta.dirname, '../crowd.ts')
/** All come within this, ms. */
const WITHIN = 1_000
/** Before the storm they are known: they came one after the other, so many per second. */
const KNOWN_PER_SECOND = 400
/** Files of the release for which they come, beside its page, and how large each is, bytes. */
const FILES = { count: 8, bytes: 20_000 }
/** Between two calls of the operator, ms. */
const CALL_EVERY = 200
/** The storm breaks out of calm weather, ms. */
const QUIET_BEFORE = 3_000
/** A storm is over 10 s after the last one who was told to come later should have come. */
const AFTERMATH = 25_000

/**
 * All tablets of a fleet come at once, and get a release that they do not have, while somebody works with the server: with
 * its watch over storms and without it.
 */
export const storm: Bar = async (bench) => {
  const rounds = bench.quick ? 1 : 3
  const runs: Record<'without' | 'with', Stormed[]> = { without: [], with: [] }
  for (let round = 0; round < rounds; round++) {
    runs.without.push(await stormOnce(bench, { RELEVO_LATE: '0' }))
    runs.with.push(await stormOnce(bench, {}))
  }
  const row = (what: string, unit: string, of: (run: Stormed) => number) => [
    what,
    ...[runs.without, runs.with].map((list): Figure => ({ values: list.map(of), unit })),
  ]
  const held = (of: (run: Stormed) => number) => runs.with.map(of)
  return {
    tables: [
      {
        title: `${bench.tablets} tablets come within ${WITHIN / 1_000} s, each for ${FILES.count + 3} requests`,
        head: ['', 'all are let in', 'with the watch over storms'],
        rows: [
          row('check-ins, p50', 'ms', ({ crowd }) => crowd.checkIns.p50),
          row('check-ins, p99', 'ms', ({ crowd }) => crowd.checkIns.p99),
          row('files, p50', 'ms', ({ crowd }) => crowd.files.p50),
          row('files, p99', 'ms', ({ crowd }) => crowd.files.p99),
          row('an operator’s call, p50', 'ms', ({ calls }) => percentile(calls, 0.5)),
          row('an operator’s call, worst', 'ms', ({ calls }) => percentile(calls, 1)),
          row('told to come later', '', ({ crowd }) => crowd.refused),
          row('everybody has everything after', 's', ({ crowd }) => crowd.allIn / 1_000),
          row('sent late by the generator, p99', 'ms', ({ crowd }) => crowd.late),
          row('generator’s own event loop late by, p99', 'ms', ({ crowd }) => crowd.behind),
          row('server’s processor time', 's', ({ busy }) => busy),
        ],
      },
    ],
    measured: [
      { what: 'what is let in, p99', values: held(({ crowd }) => crowd.checkIns.p99), unit: 'ms', below: 1_000 },
      {
        what: 'an operator’s call, worst',
        values: held(({ calls }) => percentile(calls, 1)),
        unit: 'ms',
        below: 1_000,
      },
      {
        what: 'tablets without all of it, or tries without an answer',
        values: held(({ crowd }) => bench.tablets - crowd.served + crowd.lost),
        unit: '',
        below: 1,
      },
      { what: 'lines in the log', values: held(({ lines }) => lines), unit: '', atMost: 1 },
    ],
  }
}

interface Stormed {
  crowd: Crowd
  /** How long each took, ms, ascending. */
  calls: number[]
  /** Lines of the log that tell of a storm. */
  lines: number
  /** Processor time, s. */
  busy: number
}

async function stormOnce({ tablets, profile, note }: Bench, settings: Record<string, string>): Promise<Stormed> {
  const server = await startServer(profile, settings)
  try {
    const hashes = await server.publish('r1', FILES)
    await server.call('POST', '/api/notify-update', { version: 'r1' })
    await comeTo(server, tablets, (1_000 * tablets) / KNOWN_PER_SECOND, [])
    const before = server.busy()
    const since = encodeURIComponent(new Date().toISOString())
    const over = new AbortController()
    const calling = callOften(server, over.signal)
    const paths = ['/releases/r1/manifest.json', ...hashes.map((sha256) => `/releases/files/${sha256}`)]
    await wait(QUIET_BEFORE)
    const crowd = await comeTo(server, tablets, WITHIN, paths)
    over.abort()
    const calls = ascending(await calling)
    const busy = server.busy() - before
    await wait(AFTERMATH)
    const lines = (await server.call('GET', `/api/events?type=storm-passed&since=${since}`)) as unknown[]
    note(`${JSON.stringify(settings)} ${JSON.stringify(crowd)}; ${JSON.stringify(lines)}`)
    return { crowd, calls, lines: lines.length, busy }
  } finally {
    await server.stop()
  }
}

async function comeTo(server: RealServer, tablets: number, within: number, paths: string[]): Promise<Crowd> {
  const args = ['--conditions=@relevo/source', CROWD, server.url, String(tablets), String(within), ...paths]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout)
}

/** What somebody sees who works with the server meanwhile: each call is made when it is due, whatever came of the last. */
async function callOften(server: RealServer, signal: AbortSignal): Promise<number[]> {
  const took: number[] = []
  const calls: Promise<void>[] = []
  while (!signal.aborted) {
    const begun = performance.now()
    calls.push(server.call('GET', '/api/tablets?limit=20').then(() => void took.push(performance.now() - begun)))
    await wait(CALL_EVERY)
  }
  await Promise.all(calls)
  return took
}
