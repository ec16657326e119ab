import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import { ALERT_STATES } from '../fleet/alerts/alert.ts'
import { ALERT, shownAlert } from './alert-form.ts'
import { callerOf, requireScope } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { ENVIRONMENT, list, one, PAGE, WORD } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

/** A silence ends by itself: nobody remembers to lift it. Seconds; thirty days. */
const LONGEST_SILENCE = 30 * 24 * 3_600

const QUERY = PAGE.extend({
  state: z.enum(ALERT_STATES).optional().describe('Only those that fire, or that are over'),
  environment: ENVIRONMENT.optional(),
})

const NOTE = z
  .object({ note: WORD.optional().describe('What is known of it, for others who read it') })
  .nullish()
  .describe('May be left out')

const SILENCE = z.object({
  seconds: z.number().int().min(1).max(LONGEST_SILENCE).describe('For how long, from now on; at most thirty days'),
})

/** `/api/alerts…`: what is wrong with the fleet, and what people do about it. */
export function alertRoutes(api: App, { alerts }: Pick<HttpParts, 'alerts'>): void {
  api.get(
    '/alerts',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'Alerts: those that fire first, then the latest',
        querystring: QUERY,
        response: { 200: list(ALERT), '4xx': ERROR_ANSWER },
      },
    },
    async ({ query: { limit, offset, state, environment } }) => {
      const { alerts: found, count } = await alerts.list({
        limit,
        offset,
        ...(state !== undefined && { state }),
        ...(environment !== undefined && { environment }),
      })
      return { success: true as const, data: found.map(shownAlert), count }
    },
  )

  /** A call about an alert, which takes a scope in the environment of that alert. */
  const options = <Body extends z.ZodType>(summary: string, body: Body) => ({
    config: { scope: 'by-environment' } as const,
    schema: {
      summary,
      description: 'Takes the scope `deploy:<environment>`.',
      params: z.object({ id: z.string() }),
      body,
      response: { 200: one(ALERT), '4xx': ERROR_ANSWER },
    },
  })

  /** Every token may read alerts, so that one is there is no secret. @returns who it is */
  const allowed = async (request: FastifyRequest, id: string) => {
    const { environment } = await alerts.get(id)
    requireScope(request, `deploy:${environment}`)
    return actorOf(callerOf(request))
  }

  api.post(
    '/alerts/:id/acknowledge',
    options('Say that somebody cares for an alert: no reminder is sent any more. The first to say so stays', NOTE),
    async (request) => {
      const { id } = request.params
      const actor = await allowed(request, id)
      return { success: true as const, data: shownAlert(await alerts.acknowledge(id, actor, request.body?.note)) }
    },
  )

  api.post(
    '/alerts/:id/silence',
    options('Tell nobody of this rule in this environment for a while, also when it fires anew', SILENCE),
    async (request) => {
      const { id } = request.params
      const actor = await allowed(request, id)
      return { success: true as const, data: shownAlert(await alerts.silence(id, 1_000 * request.body.seconds, actor)) }
    },
  )

  api.post(
    '/alerts/:id/unsilence',
    options('Lift the silence; what still fires is told then', z.object({}).nullish()),
    async (request) => {
      const { id } = request.params
      const actor = await allowed(request, id)
      return { success: true as const, data: shownAlert(await alerts.unsilence(id, actor)) }
    },
  )
}
