import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { OpenLoop } from '../open-loop.ts'
import type { Bar, Bench, Measured } from './bar.ts'
import { withFleet } from './with-fleet.ts'

const OPEN_LOOP = join(import.meta.dirname, '../open-loop.ts')
const RATE = 500
const SECONDS = 60

/** Check-ins at a fixed rate, whatever the answers do, with a connected fleet behind them; one in ten says something new. */
export const checkIns: Bar = (bench) =>
  withFleet(bench, ['--poll', '86400'], async (server) => {
    const before = server.busy()
    const said = await openLoop(server.url, bench)
    const busy = (100 * (server.busy() - before)) / SECONDS
    const wrong = said.sent - said.ok
    const took = (share: string, value: number): Measured => ({
      what: `${RATE} check-ins/s for ${SECONDS} s, ${share}`,
      values: [value],
      unit: 'ms',
    })
    return [
      took('p50', said.p50),
      took('p95', said.p95),
      { ...took('p99', said.p99), below: 50 },
      took('worst', said.last),
      { what: 'not answered with 200', values: [wrong], unit: '', below: 1 },
      { what: 'server’s share of one core', values: [busy], unit: '%' },
      { what: 'sent late by the generator, p99', values: [said.late], unit: 'ms' },
    ]
  })

async function openLoop(url: string, { tablets }: Bench): Promise<OpenLoop> {
  const args = ['--conditions=@relevo/source', OPEN_LOOP, url, String(RATE), String(SECONDS), String(tablets)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout)
}
