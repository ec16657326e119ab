import { z } from 'zod'
import { ERROR_ANSWER } from './errors.ts'
import { iso, list, TIME } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const STRANGER = z.object({
  tablet: z.string().describe('The id it goes by; it proves nothing'),
  address: z.string(),
  release: z.string(),
  engine: z.object({ name: z.string(), version: z.number() }).optional(),
  userAgent: z.string().optional(),
  hadSecret: z.boolean().describe('It came with a secret that is not good, or no more'),
  firstSeen: TIME,
  lastSeen: TIME,
  count: z.number().describe('Check-ins from there'),
})

/** `/api/strangers`: who checks in and is not heard. */
export function strangerRoutes(api: App, { enrolment }: Pick<HttpParts, 'enrolment'>): void {
  api.get(
    '/strangers',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'Check-ins of tablets that are not enrolled, the last one first',
        description:
          'The latest 200 since the server started, and the latest 1000 that go by the id of a tablet that was heard before. They get what anybody gets, and change nothing.',
        response: { 200: list(STRANGER), '4xx': ERROR_ANSWER },
      },
    },
    async () => {
      const data = enrolment
        .strangers()
        .map(({ firstSeen, lastSeen, ...same }) => ({ ...same, firstSeen: iso(firstSeen), lastSeen: iso(lastSeen) }))
      return { success: true as const, data, count: data.length }
    },
  )
}
