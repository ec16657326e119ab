import { z } from 'zod'
import type { ReadinessProbe } from '../fleet/readiness.ts'
import { iso, TIME } from './forms.ts'
import type { App } from './http-parts.ts'

const READINESS = z.object({
  status: z.enum(['ready', 'degraded', 'not-ready']).describe('`degraded`: it works, but somebody should look'),
  timestamp: TIME,
  checks: z.array(
    z.object({
      name: z
        .string()
        .describe('`database`, `broker`, `disk`, `memory`, `event-loop`, `storms`, or a configured service'),
      status: z.enum(['ok', 'warn', 'fail', 'unmeasured']).describe('`unmeasured`: nothing is known about it'),
      ms: z.number().describe('How long the look took, milliseconds'),
      detail: z.string().optional(),
    }),
  ),
})

/** `GET /health/ready`: can the server do its work? 503 while something it needs fails. */
export function readyRoute(app: App, readiness: ReadinessProbe): void {
  const schema = {
    summary: 'Can the server do its work?',
    security: [],
    response: { 200: READINESS, 503: READINESS.describe('Something the server needs fails') },
  }
  app.get('/health/ready', { schema, config: { quiet: true } }, async (_request, reply) => {
    const { status, at, checks } = await readiness.look()
    reply.header('cache-control', 'no-store').code(status === 'not-ready' ? 503 : 200)
    return { status, timestamp: iso(at), checks: checks.map(({ needed: _, ...check }) => check) }
  })
}
