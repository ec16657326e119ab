import { RelevoError } from '@relevo/core/errors'
import type { FastifyRequest } from 'fastify'
import type { MethodsOf } from './allowed-methods.ts'
import { requireToken } from './authorize.ts'
import { blockingRoute } from './blocking.ts'
import { directiveRoutes } from './directives.ts'
import { environmentRoutes } from './environments.ts'
import { eventRoutes } from './events.ts'
import type { App, HttpParts, HttpSettings } from './http-parts.ts'
import { noticeRoutes } from './notices.ts'
import { notifyUpdateRoute } from './notify-update.ts'
import { releaseRoutes } from './releases.ts'
import { sinkRoutes } from './sinks.ts'
import { tabletRoutes } from './tablets.ts'
import { uploadRoute } from './uploads.ts'

/** Everything under `/api`: open to whoever has the token, but for its own description. */
export function apiRoutes(api: App, parts: HttpParts, settings: HttpSettings, methodsOf: MethodsOf): void {
  api.get('/openapi.json', { schema: { hide: true } }, async () => api.swagger())

  const elsewhere = async (request: FastifyRequest, reply: { header(name: string, value: string): unknown }) => {
    const [path = ''] = request.url.split('?')
    const methods = methodsOf(path)
    // A method it has, and still no route took it: a part of the path is longer than any name.
    if (methods.length === 0 || methods.includes(request.method)) throw new RelevoError('not-found', path.slice(0, 200))
    reply.header('allow', methods.join(', '))
    throw new RelevoError('method-not-allowed', `${request.method} ${path}`)
  }
  for (const url of ['', '/*']) {
    // In a hook, so that the answer does not depend on a body nobody wants.
    api.all(url, { schema: { hide: true }, config: { catchAll: true }, onRequest: elsewhere }, async () => undefined)
  }

  api.register(async (guarded: App) => {
    guarded.addHook('onRequest', requireToken(settings.token))
    guarded.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))
    notifyUpdateRoute(guarded, parts)
    releaseRoutes(guarded, parts)
    blockingRoute(guarded, parts)
    uploadRoute(guarded, parts, settings)
    environmentRoutes(guarded, parts)
    directiveRoutes(guarded, parts)
    tabletRoutes(guarded, parts, settings)
    eventRoutes(guarded, parts)
    noticeRoutes(guarded, parts)
    sinkRoutes(guarded, parts)
  })
}
