import { RelevoError } from '@relevo/core/errors'
import { ENTRY } from '@relevo/core/release'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isHashedName } from './hashed-name.ts'
import type { App, HttpParts, HttpSettings } from './http-parts.ts'
import { page } from './page.ts'
import { IMMUTABLE, NO_CACHE, sendFile } from './send-file.ts'
import { askingTablet, tabletCookie } from './tablet-cookie.ts'
import { isNavigation } from './turn-away.ts'
import { varyBy } from './vary.ts'

const NOTHING_YET = page(
  'No release yet',
  'This server has no current release. Publish one:',
  'npx relevo publish dist',
)

/** The app itself, from the current release, below the base. */
export function hostingRoutes(app: App, parts: HttpParts, { base }: Pick<HttpSettings, 'base'>): void {
  const { fleet } = parts
  const quiet = { schema: { hide: true }, config: { quiet: true, comer: 'navigation' as const } }
  const host = async (request: FastifyRequest, reply: FastifyReply) => {
    const [path = '', query] = request.url.split(/\?(.*)/s)
    const navigation = isNavigation(request)
    const asked = path.slice(base.length)
    const tablet = askingTablet(request)
    // What its page goes on to ask for comes from the same release.
    const cookie = navigation && tablet !== undefined ? tabletCookie(tablet, request, base) : undefined
    if (cookie !== undefined) reply.header('set-cookie', cookie)
    const found = fleet.find(request.headers.host, asked, navigation, tablet)
    if (!found && navigation) {
      return reply.code(404).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(NOTHING_YET)
    }
    if (!found || found.is === 'nothing') throw new RelevoError('not-found', path.slice(0, 200))
    if (found.is === 'folder') {
      const to = `${base}${found.to}${query === undefined ? '' : `?${query}`}`
      return reply.header('cache-control', NO_CACHE).redirect(to, 302)
    }
    const { sha256, type } = found.file
    // Only where a missing path turns into the app: a worker that precached the entry page would not find it again.
    if (found.path === ENTRY && asked !== '' && asked !== ENTRY) varyBy(reply, 'accept')
    const cacheControl = isHashedName(found.path) ? IMMUTABLE : NO_CACHE
    return sendFile(request, reply, parts, { sha256, type, cacheControl })
  }
  app.get(`${base}*`, quiet, host)

  const intoBase = async (_request: FastifyRequest, reply: FastifyReply) =>
    reply.header('cache-control', NO_CACHE).redirect(base, 302)
  if (base !== '/') for (const url of ['/', base.slice(0, -1)]) app.get(url, quiet, intoBase)

  app.setNotFoundHandler(async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD') throw new RelevoError('not-found')
    reply.header('allow', 'GET, HEAD')
    throw new RelevoError('method-not-allowed', request.method)
  })
}
