import { z } from 'zod'
import { iso, TIME } from './forms.ts'
import type { App } from './http-parts.ts'

/** `GET /health`: the process answers. */
export function healthRoute(app: App): void {
  const schema = {
    summary: 'Does the process answer?',
    security: [],
    response: { 200: z.object({ status: z.literal('ok'), timestamp: TIME }) },
  }
  app.get('/health', { schema, config: { quiet: true } }, async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return { status: 'ok' as const, timestamp: iso(Date.now()) }
  })
}
