import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sideOf } from '../build-side.ts'
import type { OpenLoop } from '../open-loop.ts'
import { filesOf, PAIRS } from '../pairs.ts'
import { CACHE } from '../panel-build.ts'
import { busyOf } from '../process-usage.ts'
import type { RealServer } from '../real-server.ts'
import type { Bar, Bench, Figure, Measured } from './bar.ts'
import { withFleet } from './with-fleet.ts'

const OPEN_LOOP = join(import.meta.dirname, '../open-loop.ts')
const BARE = join(import.meta.dirname, '../bare-server.ts')
const RATE = 500
/** How long, s. */
const WHOLE = 60
const QUICK = 15
/** What comes from the server by itself, for each answer anew. */
const OWN_HEADERS = ['connection', 'keep-alive', 'date', 'transfer-encoding']

/** How far the server is with making the forms and patches of a release. */
interface Packing {
  phase: string
  done: number
  total: number
}

/** What came of one server: of its answers, and its processor time for each, µs. */
interface Asked extends OpenLoop {
  each: number
}

/**
 * Check-ins at a fixed rate, whatever the answers do, with a connected fleet behind them; one in ten says something new. There is
 * no other program that takes check-ins: beside it stands one that gives the same bytes and does nothing.
 */
export const checkIns: Bar = (bench) =>
  withFleet(bench, ['--poll', '86400'], async (server) => {
    const said = await ask(server.url, bench, server.busy)
    const answer = await fetch(`${server.url}/config/version.json?tablet=sim-00001&release=r1&phase=current`)
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => !OWN_HEADERS.includes(name)))
    const bytes = JSON.stringify({ headers, text: await answer.text() })
    const bare = await besideBare(bytes, bench)
    const packing = await askWhilePacking(server, bench)
    const wrong = said.sent - said.ok + packing.sent - packing.ok
    const took = (share: string, value: number): Measured => ({
      what: `${RATE} check-ins/s for ${secondsOf(bench)} s, ${share}`,
      values: [value],
      unit: 'ms',
    })
    const row = (what: string, unit: string, of: (asked: Asked) => number): (string | Figure)[] => [
      what,
      ...[said, bare].map((asked): Figure => ({ values: [of(asked)], unit })),
    ]
    return {
      tables: [
        {
          title: 'The same answers from a server that does nothing for them',
          head: ['', 'Relevo', 'node:http'],
          rows: [
            row('p50', 'ms', ({ p50 }) => p50),
            row('p99', 'ms', ({ p99 }) => p99),
            row('processor time for each', 'µs', ({ each }) => each),
          ],
        },
      ],
      measured: [
        { what: 'processor time for each, to that of node:http', values: [said.each / bare.each], unit: '×' },
        took('p50', said.p50),
        took('p95', said.p95),
        { ...took('p99', said.p99), below: 50 },
        took('worst', said.last),
        { ...took('p99 while a release is packed', packing.p99), below: 50 },
        { what: 'not answered with 200', values: [wrong], unit: '', below: 1 },
        { what: 'server’s share of one core', values: [(said.each * RATE) / 10_000], unit: '%' },
        { what: 'sent late by the generator, p99', values: [said.late], unit: 'ms' },
        { what: 'sent late while a release is packed, p99', values: [packing.late], unit: 'ms' },
      ],
    }
  })

function secondsOf({ quick }: Pick<Bench, 'quick'>): number {
  return quick ? QUICK : WHOLE
}

async function ask(url: string, bench: Bench, busy: () => number): Promise<Asked> {
  const before = busy()
  const numbers = [RATE, secondsOf(bench), bench.tablets].map(String)
  const args = ['--conditions=@relevo/source', OPEN_LOOP, url, ...numbers]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const said = JSON.parse(stdout) as OpenLoop
  return { ...said, each: (1e6 * (busy() - before)) / said.sent }
}

/** The same while the server makes the forms and patches of a large build, of which it has the one before. */
async function askWhilePacking(server: RealServer, bench: Bench): Promise<Asked> {
  const [pair] = PAIRS
  if (!pair) throw new Error('there is no pair of builds')
  for (const version of [pair.from, pair.to]) {
    await server.publishBuild(version, await sideOf(filesOf(pair, version, CACHE)))
  }
  const said = await ask(server.url, bench, server.busy)
  const { phase, done, total } = (await server.call('GET', `/api/releases/${pair.to}/packing`)) as Packing
  bench.note(`while packing (${done} of ${total}): ${JSON.stringify(said)}`)
  if (phase === 'done') throw new Error('it was packed before the check-ins were over')
  return said
}

async function besideBare(answer: string, bench: Bench): Promise<Asked> {
  const child = spawn(process.execPath, [BARE, answer], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  try {
    const [line] = await once(child.stdout, 'data')
    return await ask(String(line).trim(), bench, () => busyOf(child.pid ?? 0))
  } finally {
    child.kill()
    await ended
  }
}
