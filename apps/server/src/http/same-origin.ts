import { timingSafeEqual } from 'node:crypto'
import { RelevoError } from '@relevo/core/errors'
import type { FastifyRequest } from 'fastify'

/** Header with the proof that a call comes from a page that could read `/api/session`. */
export const CSRF_HEADER = 'x-relevo-csrf'

const SAFE = ['GET', 'HEAD', 'OPTIONS']

/**
 * Refuse a call that another site made with the browser's cookie; what changes nothing passes.
 *
 * @param proof what only a page of ours can know
 * @throws RelevoError `csrf-refused`
 */
export function refuseForgery(request: FastifyRequest, proof: string): void {
  if (SAFE.includes(request.method)) return
  refuseForeign(request)
  const given = Buffer.from(String(request.headers[CSRF_HEADER] ?? ''))
  const right = Buffer.from(proof)
  if (given.length === right.length && timingSafeEqual(given, right)) return
  throw new RelevoError('csrf-refused', `the header ${CSRF_HEADER} is ${given.length === 0 ? 'missing' : 'another'}`)
}

/**
 * Refuse a call that says itself that it comes from another origin, by Sec-Fetch-Site or, without that, by an Origin that
 * names another host than was called. Programs send neither and pass.
 *
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 * @throws RelevoError `csrf-refused`
 */
export function refuseForeign({ headers }: Pick<FastifyRequest, 'headers'>): void {
  const site = headers['sec-fetch-site']
  if (site !== undefined) {
    // Another port of the same host is `same-site`, and shares its cookies.
    if (site === 'same-origin' || site === 'none') return
    throw new RelevoError('csrf-refused', 'a page of another origin made it')
  }
  const { origin, host } = headers
  if (origin === undefined) return
  // Only the host: a proxy that ends TLS calls us by http.
  if (URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()) return
  throw new RelevoError('csrf-refused', 'its Origin is not the host that was called')
}
