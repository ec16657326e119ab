import type { App } from './app.ts'
import { iso } from './forms.ts'

/** `GET /health`: the process answers. */
export function healthRoute(app: App): void {
  app.get('/health', { schema: { hide: true }, config: { quiet: true } }, async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return { status: 'ok', timestamp: iso(Date.now()) }
  })
}
