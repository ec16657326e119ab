import { isTabletId } from '@relevo/core/protocol'
import type { FastifyRequest } from 'fastify'

const NAME = 'relevo-tablet'
/** Tablets are off for long at times; seconds. */
const YEAR = 365 * 24 * 3_600

/**
 * The cookie that tells hosting which tablet asks for a page: without a worker a tablet gets the release that `version.json`
 * names only if the navigation is answered with it. It proves nothing, and needs to prove nothing: every release that is
 * hosted is public.
 *
 * @returns `undefined` when the request has it already
 */
export function tabletCookie(tablet: string, request: FastifyRequest, path: string): string | undefined {
  if (inCookie(request) === tablet) return undefined
  return `${NAME}=${tablet}; Path=${path}; Max-Age=${YEAR}; SameSite=Lax; HttpOnly`
}

/** Which tablet asks: as the launch URL says, else as the cookie does. */
export function askingTablet(request: FastifyRequest): string | undefined {
  const [, query = ''] = request.url.split(/\?(.*)/s)
  const said = query.includes('tablet=') ? new URLSearchParams(query).get('tablet') : undefined
  return isTabletId(said) ? said : inCookie(request)
}

function inCookie({ headers: { cookie = '' } }: FastifyRequest): string | undefined {
  const found = /(?:^|;\s*)relevo-tablet=([\w-]+)/.exec(cookie)?.[1]
  return isTabletId(found) ? found : undefined
}
