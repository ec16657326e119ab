import { monitorEventLoopDelay } from 'node:perf_hooks'
import { checkInUrl } from '@relevo/core/protocol'
import { ascending, percentile } from './percentile.ts'
import { plainConnection } from './plain-connection.ts'

/** What came of a crowd. Milliseconds. */
export interface Crowd {
  /** Tablets that have everything they came for. */
  served: number
  /** Tries that were told to come later. */
  refused: number
  /** Tries that had no answer in time, and those with another one than expected. */
  lost: number
  /** From when a check-in that was served was sent until its answer. */
  checkIns: Spread
  /** The same of files. */
  files: Spread
  /** From the first who came until the last had everything. */
  allIn: number
  /** 99 % were sent within this long after they were due: what the generator itself adds. */
  late: number
  /** 99 % of the turns of the generator's own event loop were so late: as much too late may it have read an answer. */
  behind: number
}

interface Spread {
  p50: number
  p99: number
  last: number
}

/** Who gets no answer at all tries again after this, ms, doubled each time, a little more or less; as the client does. */
const RETRY = 15_000
/** A try waits for its answer at most, ms: the client’s own. */
const PATIENCE = 10_000
/** How often the generator's own loop is timed, ms; the histogram counts this time too. */
const RESOLUTION = 1
/** A tablet tries for one thing so often at most. */
const TRIES = 8

/**
 * Many tablets come at once for a release that none of them has, each on a connection of its own, none waiting for another. Each
 * checks in, and then gets one thing after the other; what it is told to come again for, it does, as the client would.
 *
 * @param paths of what each gets when it has checked in
 * @param within milliseconds within which they all come for the first time
 */
async function crowd(url: string, tablets: number, within: number, paths: string[]): Promise<Crowd> {
  const { hostname, port } = new URL(url)
  const took = { checkIns: [] as number[], files: [] as number[] }
  let [served, refused, lost, allIn] = [0, 0, 0, 0]
  const late: number[] = []
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION })
  loop.enable()
  const begun = performance.now()

  const come = async (number: number, due: number) => {
    const connection = plainConnection(hostname, Number(port), PATIENCE, addressOf(number, hostname))
    const get = async (path: string, first: number, times: number[]): Promise<boolean> => {
      for (let tries = 0, at = first; tries < TRIES; tries++) {
        await until(at)
        const sent = performance.now()
        late.push(sent - at)
        const { status, after } = await connection.get(path)
        const now = performance.now()
        if (status === 200) return times.push(now - sent) > 0
        if (status === 503 && after > 0) refused += 1
        else lost += 1
        at = now + (after > 0 ? 1_000 * after : RETRY * 2 ** tries * (0.9 + Math.random() / 5))
      }
      return false
    }
    const tablet = `sim-${String(number + 1).padStart(5, '0')}`
    const { pathname, search } = new URL(
      checkInUrl(`${url}/config/version.json`, { tablet, release: 'r1', phase: 'current' }),
    )
    let isIn = await get(pathname + search, due, took.checkIns)
    for (const path of paths) isIn = isIn && (await get(path, performance.now(), took.files))
    connection.close()
    if (!isIn) return
    served += 1
    allIn = performance.now() - begun
  }

  await Promise.all(Array.from({ length: tablets }, (_, i) => come(i, begun + (within * i) / tablets)))
  return {
    served,
    refused,
    lost,
    checkIns: spreadOf(took.checkIns),
    files: spreadOf(took.files),
    allIn,
    late: spreadOf(late).p99,
    behind: Math.max(0, loop.percentile(99) / 1e6 - RESOLUTION),
  }
}

function spreadOf(times: number[]): Spread {
  const sorted = ascending(times)
  return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), last: percentile(sorted, 1) }
}

/** Tablets are devices of their own: where the loopback is a whole network, as on Linux, each has its address. */
function addressOf(number: number, host: string): string | undefined {
  if (process.platform !== 'linux' || !host.startsWith('127.')) return undefined
  return `127.1.${Math.floor(number / 250) % 250}.${(number % 250) + 1}`
}

function until(at: number): Promise<void> {
  const left = at - performance.now()
  return left > 0 ? new Promise((resolve) => setTimeout(resolve, left)) : Promise.resolve()
}

const [url = '', tablets, within, ...paths] = process.argv.slice(2)
console.log(JSON.stringify(await crowd(url, Number(tablets), Number(within), paths)))
