import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Crowd } from '../crowd.ts'
import { ascending, percentile } from '../percentile.ts'
import { type RealServer, startServer } from '../real-server.ts'
import type { Bar, Bench, Measured } from './bar.ts'

const CROWD = join(import.meta.dirname, '../crowd.ts')
/** All come within this, ms. */
const WITHIN = 1_000
/** Known tablets are not new ones: before the storm they came one after the other, so many per second. */
const KNOWN_PER_SECOND = 400
/** Between two calls of the operator, ms. */
const CALL_EVERY = 200

/**
 * All tablets of a fleet check in at once, as after a power cut, while somebody works with the server: with its watch over storms
 * and without it.
 */
export const storm: Bar = async (bench) => {
  const without = await stormOnce(bench, { RELEVO_LATE: '0' })
  const held = await stormOnce(bench, {})
  const { tablets } = bench
  const row = (what: string, value: number, unit: string, below?: number): Measured => ({
    what,
    values: [value],
    unit,
    ...(below !== undefined && { below }),
  })
  const rows = (how: string, { crowd, calls, storms, busy }: Stormed, isHeld: boolean): Measured[] => [
    row(`${how}: check-ins that were served, p50`, crowd.p50, 'ms'),
    row(`${how}: the same, p99`, crowd.p99, 'ms', isHeld ? 1_000 : undefined),
    row(`${how}: told to come later`, crowd.refused, ''),
    row(`${how}: an operator’s call, p99`, percentile(calls, 0.99), 'ms', isHeld ? 1_000 : undefined),
    row(`${how}: an operator’s call, worst`, percentile(calls, 1), 'ms'),
    row(`${how}: all ${tablets} in`, crowd.allIn / 1_000, 's'),
    row(`${how}: not in, or without an answer`, tablets - crowd.served + crowd.lost, '', isHeld ? 1 : undefined),
    row(`${how}: lines in the log`, storms, ''),
    row(`${how}: server’s processor time`, busy, 's'),
  ]
  return [...rows('without', without, false), ...rows('with', held, true)]
}

interface Stormed {
  crowd: Crowd
  /** How long each took, ms, ascending. */
  calls: number[]
  /** Lines of the log that tell of a storm. */
  storms: number
  /** Processor time, s. */
  busy: number
}

async function stormOnce({ tablets, profile, note }: Bench, settings: Record<string, string>): Promise<Stormed> {
  const server = await startServer(profile, settings)
  try {
    await server.publish('r1')
    await server.call('POST', '/api/notify-update', { version: 'r1' })
    note(`${tablets} tablets come to be known`)
    await comeTo(server, tablets, (1_000 * tablets) / KNOWN_PER_SECOND)
    const before = server.busy()
    const over = new AbortController()
    const calling = callOften(server, over.signal)
    await wait(1_000)
    const crowd = await comeTo(server, tablets, WITHIN)
    note(JSON.stringify(crowd))
    over.abort()
    const calls = ascending(await calling)
    const busy = server.busy() - before
    await wait(12_000) // a storm is over when nobody was refused for a while
    const storms = (await server.call('GET', '/api/events?type=storm-passed')) as unknown[]
    note(`calls p99 ${percentile(calls, 0.99)} ms; ${JSON.stringify(storms)}`)
    return { crowd, calls, storms: storms.length, busy }
  } finally {
    await server.stop()
  }
}

async function comeTo(server: RealServer, tablets: number, within: number): Promise<Crowd> {
  const args = ['--conditions=@relevo/source', CROWD, server.url, String(tablets), String(within)]
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
