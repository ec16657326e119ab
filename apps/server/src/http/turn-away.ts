import { ACCESS_HEADER } from '@relevo/core/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { siteOf } from '../fleet/ip.ts'
import type { Comer } from '../fleet/storms/comer.ts'
import type { StormWatch } from '../fleet/storms/storm-watch.ts'
import { errorAnswer } from './errors.ts'
import type { App } from './http-parts.ts'
import type { WaitingLine } from './waiting-line.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who asks here comes in numbers, and is told to come later when more come than can be served. */
    comer?: Comer
  }
}

const BUSY = errorAnswer('server-busy', undefined)

/**
 * Turn tablets away when more come than can be served: before anything is done for them, and as cheaply as it can be. Whoever
 * works with the server, the API, the dashboard and those who look at its health, comes in as ever.
 */
export function turnAwayInStorms(
  app: Pick<App, 'server' | 'addHook'>,
  storms: Pick<StormWatch, 'ask' | 'left'>,
  line: WaitingLine,
): void {
  app.server.on('connection', line.knocked)
  app.addHook('onRequest', (request, reply, done) => {
    const { comer } = request.routeOptions.config
    // The files of a page that came in come in too: half an app is worse than none.
    if (comer === undefined || (comer === 'navigation' && !isNavigation(request))) return done()
    const site = siteOf(request.address) // now: a socket that is gone no longer knows
    const after = storms.ask(comer, site)
    if (after === undefined) {
      reply.raw.once('close', () => {
        storms.left(comer, site)
        line.left(reply.raw)
      })
      return line.join(reply.raw, done)
    }
    refuse(reply, comer, after)
  })
}

/** Does a person see what is answered? */
export function isNavigation({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers.accept?.includes('text/html') ?? false
}

function refuse(reply: FastifyReply, comer: Comer, after: number): void {
  const isPage = comer === 'navigation'
  const body = isPage ? busyPage(after) : BUSY
  reply.hijack()
  reply.raw.writeHead(503, {
    'retry-after': String(after),
    'cache-control': 'no-store',
    'content-type': `${isPage ? 'text/html' : 'application/json'}; charset=utf-8`,
    'content-length': String(Buffer.byteLength(body)),
    'x-content-type-options': 'nosniff',
    ...(!isPage && {
      'access-control-allow-origin': '*',
      'access-control-expose-headers': `Retry-After, ${ACCESS_HEADER}`,
      'cross-origin-resource-policy': 'cross-origin',
    }),
  })
  reply.raw.end(body)
}

/** What a screen shows that has no release of its own to show. It tries again by itself. */
function busyPage(after: number): string {
  return `<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${after}">
<title>…</title>
<p lang="en">The server is busy. This page tries again by itself in ${after} s.
<p lang="es">El servidor está ocupado. Esta página lo intenta de nuevo sola en ${after} s.
`
}
