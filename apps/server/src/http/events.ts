import { z } from 'zod'
import { ERROR_ANSWER } from './errors.ts'
import { EVENT, EVENT_FILTER, eventFilterOf, shownEvent } from './event-form.ts'
import { list, PAGE } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const SEQ = z.coerce.number().int().min(0).optional()

const QUERY = EVENT_FILTER.extend({
  after: SEQ.describe('Only what came after this `seq`, the oldest first; without it the latest'),
  before: SEQ.describe('Only what came before this `seq`: the way back through the log'),
  limit: PAGE.shape.limit,
})

const EVENTS = list(EVENT).extend({
  count: z.number().optional().describe('Of all there are, but not counted beyond 10,000; absent with `q`'),
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
        response: { 200: EVENTS, '4xx': ERROR_ANSWER },
      },
    },
    async ({ query: { after, before, limit, ...asked } }) => {
      const { events, count } = await fleet.events({
        ...eventFilterOf(asked, fleet),
        limit,
        ...(after !== undefined && { after }),
        ...(before !== undefined && { before }),
      })
      return { success: true as const, data: events.map(shownEvent), ...(count !== undefined && { count }) }
    },
  )
}
