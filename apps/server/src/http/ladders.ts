import { LADDER_PHASES } from '@relevo/core/ladder'
import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import { LADDER_ORDERS } from '../fleet/ladder/ladders.ts'
import { callerOf, requireScope } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { ENVIRONMENT, list, one, PAGE, TABLET_ID } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import { LADDER, shownLadder } from './ladder-form.ts'

const PARAMS = z.object({ id: TABLET_ID })

const QUERY = PAGE.extend({
  environment: ENVIRONMENT.optional(),
  phase: z.enum(LADDER_PHASES).optional().describe('Only those that stand there, such as `needs-hands`'),
})

const ORDER = z.strictObject({
  do: z
    .enum(LADDER_ORDERS)
    .describe(
      '`climb`: the next rung now, without grace and pause, within budget and quiet hours; `stop`: leave it alone until another release is wanted; `done`: somebody was there, begin anew',
    ),
})

/** `/api/ladders`, `/api/tablets/:id/ladder`: what is done for tablets that do not come to their release. */
export function ladderRoutes(api: App, { ladders }: Pick<HttpParts, 'ladders'>): void {
  const config = { scope: 'read' } as const

  api.get(
    '/ladders',
    {
      config,
      schema: {
        summary: 'What is done, or was within a day, for tablets that do not come to their release; by tablet',
        querystring: QUERY,
        response: { 200: list(LADDER), '4xx': ERROR_ANSWER },
      },
    },
    async ({ query: { limit, offset, environment, phase } }) => {
      const all = ladders.list({
        ...(environment !== undefined && { environment }),
        ...(phase !== undefined && { phase }),
      })
      const data = all.slice(offset, offset + limit).map(shownLadder)
      return { success: true as const, data, count: all.length }
    },
  )

  api.get(
    '/tablets/:id/ladder',
    {
      config,
      schema: {
        summary: 'What is done for one tablet; `well` where that is nothing',
        params: PARAMS,
        response: { 200: one(LADDER), '4xx': ERROR_ANSWER },
      },
    },
    async ({ params: { id } }) => ({ success: true as const, data: shownLadder(ladders.get(id)) }),
  )

  api.post(
    '/tablets/:id/ladder',
    {
      config: { scope: 'by-environment' },
      schema: {
        summary: 'Have the next rung climbed now, have the tablet left alone, or say that somebody was there',
        description:
          'Takes the scope `deploy:<environment>` of the tablet’s environment. A second call changes nothing.',
        params: PARAMS,
        body: ORDER,
        response: {
          200: one(LADDER.extend({ duplicate: z.boolean().describe('Nothing has changed: that was so already') })),
          '4xx': ERROR_ANSWER,
        },
      },
    },
    async (request) => {
      const { id } = request.params
      requireScope(request, `deploy:${ladders.get(id).environment}`)
      const { ladder, duplicate } = await ladders.order(id, request.body.do, actorOf(callerOf(request)))
      return { success: true as const, data: { ...shownLadder(ladder), duplicate } }
    },
  )
}
