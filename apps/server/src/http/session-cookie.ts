import type { FastifyReply, FastifyRequest } from 'fastify'

/** The cookie with a session's id. */
export const SESSION_COOKIE = 'relevo_session'

/** No script reads it, no other site sends it, and it ends with the browser: how long it is good is the server's matter. */
const KEPT = { httpOnly: true, sameSite: 'strict', path: '/' } as const

/** Hand a session's id to the browser. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, id: string): void {
  reply.setCookie(SESSION_COOKIE, id, { ...KEPT, secure: isSecure(request) })
}

/** Let the browser forget it. */
export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(SESSION_COOKIE, { ...KEPT, secure: isSecure(request) })
}

/**
 * Is the page served by HTTPS? Its browser says so in Origin, also when a proxy before us ends TLS. Nobody gains by lying:
 * it is the liar's own cookie.
 */
function isSecure({ scheme, headers }: FastifyRequest): boolean {
  return scheme === 'https' || /^https:/i.test(headers.origin ?? '')
}
