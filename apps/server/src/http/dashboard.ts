import { readFile } from 'node:fs/promises'
import { send } from '@fastify/send'
import { RelevoError } from '@relevo/core/errors'
import { etagOf } from './conditional.ts'
import { isHashedName } from './hashed-name.ts'
import type { App, HttpSettings } from './http-parts.ts'
import { page } from './page.ts'
import { IMMUTABLE, NO_CACHE } from './send-file.ts'
import { sendText } from './send-text.ts'

/** Own scripts, own styles, own calls, and nobody may frame it. */
const POLICY = [
  "default-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const NOT_BUILT = page(
  'No dashboard yet',
  'The dashboard was not built. This builds and starts everything:',
  'npm start',
)

/** `/dashboard`: the operator's page, a folder of static files. */
export function dashboardRoutes(app: App, { dashboard }: Pick<HttpSettings, 'dashboard'>): void {
  const quiet = { schema: { hide: true }, config: { quiet: true } }
  app.get('/dashboard', quiet, async (_request, reply) => reply.redirect('/dashboard/', 302))
  app.get('/dashboard/*', quiet, async (request, reply) => {
    reply.headers({
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    const [path = ''] = request.url.split('?')
    const below = path.slice('/dashboard'.length)
    const sent = await send(request.raw, below, {
      root: dashboard,
      cacheControl: false,
      etag: false,
      lastModified: false,
    })
    if (sent.type === 'file') {
      reply.header('cache-control', isHashedName(below) ? IMMUTABLE : NO_CACHE)
      if (sent.statusCode === 206) return reply.code(206).headers(sent.headers).send(sent.stream)
      sent.stream.destroy()
      const { path: file, stat } = sent.metadata
      const etag = etagOf(`${file} ${stat.mtimeMs} ${stat.size}`)
      const type = sent.headers['Content-Type'] ?? 'application/octet-stream'
      return sendText(request, reply, { text: await readFile(file), etag, type })
    }
    if (below !== '/') throw new RelevoError('not-found', path.slice(0, 200))
    return reply.code(404).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(NOT_BUILT)
  })
}
