import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { StepOrder } from '../fleet/deployments/ports.ts'
import { throughAllAddresses } from './addresses.ts'
import { type ConnectionFacts, watchConnection } from './connection-facts.ts'
import { untilOver } from './deadline.ts'
import { excerptOf } from './excerpt.ts'
import { type Finding, findingOf } from './finding.ts'

/** A body is read as far as this, bytes: enough for the excerpt and for every health answer. */
const ENOUGH = 64 * 1024

/** The address of a target for this order. `undefined` when it is no URL of HTTP. */
export function urlOf(http: string, { version }: StepOrder): URL | undefined {
  const url = URL.parse(http.replaceAll('{version}', encodeURIComponent(version)))
  return url && ['http:', 'https:'].includes(url.protocol) ? url : undefined
}

/**
 * GET an address and judge its answer: any 2xx is healthy, or the one status that is expected. Redirects are not followed,
 * every attempt has a connection of its own, and the whole answer must come in time.
 *
 * @param timeout milliseconds for all of it
 */
export function probeHttp(
  { http, status: expected }: { http: string; status?: number },
  order: StepOrder,
  timeout: number,
  signal: AbortSignal,
): Promise<Finding> {
  const url = urlOf(http, order)
  if (!url) return Promise.resolve({ verdict: 'unmeasured', detail: 'not a URL of http or https' })
  return new Promise((resolve) => {
    let facts: ConnectionFacts | undefined
    let answer: Pick<Finding, 'status'> = {}
    let bytes = 0
    const chunks: Buffer[] = []
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      agent: false,
      ...throughAllAddresses(timeout),
      headers: { 'user-agent': 'Relevo-Health/1', accept: '*/*', 'accept-encoding': 'identity' },
    })
    const done = (finding: Finding) => {
      off()
      request.destroy()
      resolve({ ...finding, ...answer, ...facts?.address(), ...excerptOf(Buffer.concat(chunks)) })
    }
    const off = untilOver(timeout, signal, (why) => {
      if (why === 'aborted') return done({ verdict: 'unmeasured', detail: 'called off' })
      const waitingFor = answer.status === undefined ? 'no answer' : 'the answer did not end'
      done(facts?.timedOut(timeout, waitingFor) ?? { verdict: 'unmeasured', detail: 'no connection was begun' })
    })
    request.on('socket', (socket) => {
      facts = watchConnection(socket, url.hostname.replace(/^\[|\]$/g, ''))
    })
    request.on('error', (error) => done(findingOf(error)))
    request.on('response', (response) => {
      const status = response.statusCode ?? 0
      answer = { status }
      response.on('error', (error) => done(findingOf(error)))
      response.on('end', () => done(judged(status, expected)))
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        bytes += chunk.length
        if (bytes >= ENOUGH) done(judged(status, expected))
      })
    })
    request.end()
  })
}

function judged(status: number, expected: number | undefined): Finding {
  if (expected === undefined ? status >= 200 && status < 300 : status === expected) return { verdict: 'healthy' }
  const isRedirect = status >= 300 && status < 400
  const wanted = expected === undefined ? 'a 2xx' : `${expected}`
  const remark = isRedirect ? '; redirects are not followed' : ''
  return { verdict: 'unhealthy', detail: `status ${status} instead of ${wanted}${remark}` }
}
