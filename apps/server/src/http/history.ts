import { RelevoError } from '@relevo/core/errors'
import { z } from 'zod'
import { ERROR_ANSWER } from './errors.ts'
import { ENVIRONMENT, iso, MOMENT, one, TIME } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

/** What a chart shows when nobody says more, ms. */
const USUAL_SPAN = 24 * 3_600_000

const QUERY = z.strictObject({
  environment: ENVIRONMENT.optional().describe('Only this one; without it all together'),
  from: MOMENT.optional().describe('ISO 8601 with an offset; without it 24 hours before `to`'),
  to: MOMENT.optional().describe('Now, without it'),
})

const HISTORY = z.object({
  releases: z.array(z.string()).describe('Every release in it, in the order in which they came up'),
  points: z
    .array(
      z.object({
        at: TIME,
        counts: z
          .record(z.string(), z.number())
          .describe('Tablets by the release they reported last, also those offline'),
        offline: z.number().describe('How many of them were not there'),
      }),
    )
    .describe('At most 300, evenly spaced but for the last; what is older than 30 days is forgotten'),
})

/** `GET /api/history/releases`: how many tablets reported which release when. */
export function historyRoute(api: App, { fleet, history }: HttpParts): void {
  api.get(
    '/history/releases',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'How many tablets reported which release over time',
        querystring: QUERY,
        response: { 200: one(HISTORY), '4xx': ERROR_ANSWER },
      },
    },
    async ({ query: { environment, to = Date.now(), from = to - USUAL_SPAN } }) => {
      if (environment !== undefined && !fleet.environments().some(({ name }) => name === environment))
        throw new RelevoError('environment-unknown', environment)
      if (from >= to) throw new RelevoError('invalid-input', 'from: is not before to')
      const { releases, points } = await history.releases({
        from,
        to,
        ...(environment !== undefined && { environment }),
      })
      const shown = points.map(({ at, counts, offline }) => ({ at: iso(at), counts: { ...counts }, offline }))
      return { success: true as const, data: { releases, points: shown } }
    },
  )
}
