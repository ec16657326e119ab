import { z } from 'zod'
import { ERROR_ANSWER } from './errors.ts'
import { iso, list, PAGE, TABLET_ID, TIME } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const QUERY = z.object({
  after: z.coerce.number().int().min(0).optional().describe('Only what came after this `seq`; without it the latest'),
  limit: PAGE.shape.limit,
  tablet: TABLET_ID.optional().describe('Only events of this tablet'),
})

const EVENT = z.object({
  seq: z.number(),
  at: TIME,
  type: z.string(),
  environment: z.string().optional(),
  actor: z.string().optional().describe('Who did it: `root` for the server’s own token, else name and id of the token'),
  subject: z.object({ kind: z.string(), id: z.string() }),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})

/** `/api/events`: the log. */
export function eventRoutes(api: App, { fleet }: HttpParts): void {
  api.get(
    '/events',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'What happened, oldest first',
        querystring: QUERY,
        response: { 200: list(EVENT), '4xx': ERROR_ANSWER },
      },
    },
    async ({ query: { after, limit, tablet } }) => {
      const { events, count } = await fleet.events({
        limit,
        ...(after !== undefined && { after }),
        ...(tablet !== undefined && { tablet }),
      })
      return { success: true as const, data: events.map((event) => ({ ...event, at: iso(event.at) })), count }
    },
  )
}
