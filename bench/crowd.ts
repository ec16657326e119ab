import { connect } from 'node:net'
import { checkInUrl } from '@relevo/core/protocol'
import { ascending, percentile } from './percentile.ts'

/** What came of a crowd. Milliseconds. */
export interface Crowd {
  tablets: number
  /** Those that were let in, in the end. */
  served: number
  /** Tries that were told to come later, and those that had no answer at all. */
  refused: number
  lost: number
  /** From when a try that was served was due until its answer: what waits for the generator itself counts too. */
  p50: number
  p99: number
  last: number
  /** The same of tries that were refused. */
  refusedP99: number
  /** From the first who came until the last was served. */
  allIn: number
  /** Statuses that were neither 200 nor 503. */
  odd: Record<string, number>
}

/** Who gets no answer at all tries again after this, ms: the client’s own, and as it, doubled each time. */
const RETRY = 15_000
/** So long a try waits for its answer at most, ms: the client’s own. */
const PATIENCE = 10_000
/** A tablet comes so often at most. */
const TRIES = 8

interface Answer {
  status: number
  /** Seconds. */
  after: number
}

/**
 * Many tablets come at once, each on a connection of its own, none waiting for another; who is told to come later does, as the
 * client does. Sockets and not `fetch`, so that one core makes more of them than a server takes in.
 *
 * @param within milliseconds within which they all come for the first time
 */
async function crowd(url: string, tablets: number, within: number): Promise<Crowd> {
  const { hostname, port } = new URL(url)
  const versionUrl = `${url}/config/version.json`
  const served: number[] = []
  const refused: number[] = []
  const odd: Record<string, number> = {}
  let lost = 0
  const begun = performance.now()
  let allIn = 0

  const come = async (number: number, due: number) => {
    const tablet = `sim-${String(number + 1).padStart(5, '0')}`
    for (let tries = 0, at = due; tries < TRIES; tries++) {
      await until(at)
      const { pathname, search } = new URL(checkInUrl(versionUrl, { tablet, release: 'r1', phase: 'current' }))
      const { status, after } = await ask(hostname, Number(port), pathname + search)
      const now = performance.now()
      if (status === 200) {
        served.push(now - at)
        allIn = Math.max(allIn, now - begun)
        return
      }
      if (status === 503) refused.push(now - at)
      else if (status === 0) lost += 1
      else odd[status] = (odd[status] ?? 0) + 1
      at = now + (after > 0 ? 1_000 * after : RETRY * 2 ** tries * (0.9 + Math.random() / 5))
    }
  }

  await Promise.all(Array.from({ length: tablets }, (_, i) => come(i, begun + (within * i) / tablets)))
  const [ok, no] = [ascending(served), ascending(refused)]
  return {
    tablets,
    served: served.length,
    refused: refused.length,
    lost,
    p50: percentile(ok, 0.5),
    p99: percentile(ok, 0.99),
    last: percentile(ok, 1),
    refusedP99: percentile(no, 0.99),
    allIn,
    odd,
  }
}

function until(at: number): Promise<void> {
  const left = at - performance.now()
  return left > 0 ? new Promise((resolve) => setTimeout(resolve, left)) : Promise.resolve()
}

/** One request, on a connection of its own; status 0 when nothing came. */
function ask(host: string, port: number, path: string): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true })
    let text = ''
    let isOver = false
    const over = (answer: Answer) => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    const timer = setTimeout(() => over({ status: 0, after: 0 }), PATIENCE)
    socket.setEncoding('latin1')
    socket.on('connect', () => socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`))
    socket.on('data', (part: string) => {
      text += part
    })
    socket.on('error', () => over({ status: 0, after: 0 }))
    socket.on('close', () => {
      const [, status = '0'] = /^HTTP\/1\.1 (\d+)/.exec(text) ?? []
      const [, after = '0'] = /\r\nretry-after: (\d+)/i.exec(text) ?? []
      over({ status: Number(status), after: Number(after) })
    })
  })
}

const [url = '', tablets, within] = process.argv.slice(2)
console.log(JSON.stringify(await crowd(url, Number(tablets), Number(within))))
