import { z } from 'zod'
import { DELIVERY_PHASES, type Delivery } from '../fleet/notices/delivery.ts'
import { ERROR_ANSWER } from './errors.ts'
import { iso, list, one, PAGE, TIME } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const QUERY = PAGE.extend({
  state: z.enum(DELIVERY_PHASES).optional().describe('Only those in this state; `dead` is what was given up'),
  sink: z.string().optional().describe('Only those for this sink'),
})

const NOTICE = z.object({
  id: z.string().describe('What the receiver knows it by: `webhook-id`, or the first part of `Message-ID`'),
  sink: z.string(),
  state: z.enum(DELIVERY_PHASES),
  attempts: z.number().describe('How often it was sent, since it was made or sent again by hand'),
  severity: z.enum(['info', 'success', 'warning', 'critical']),
  title: z.string(),
  lines: z.array(z.string()),
  link: z.string(),
  event: z.object({ seq: z.number(), type: z.string() }).describe('What it tells of; `seq` as in /api/events'),
  createdAt: TIME,
  nextTry: TIME.optional().describe('While it waits'),
  endedAt: TIME.optional().describe('When it was delivered or given up'),
  detail: z.string().optional().describe('What the sink said last'),
})

/** `/api/notices`: what people were told, are being told, and could not be told. */
export function noticeRoutes(api: App, { office }: HttpParts): void {
  api.get(
    '/notices',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'Notices and what became of them, latest first',
        querystring: QUERY,
        response: { 200: list(NOTICE), '4xx': ERROR_ANSWER },
      },
    },
    async ({ query: { state, sink, limit, offset } }) => {
      const which = { ...(state !== undefined && { phase: state }), ...(sink !== undefined && { sink }) }
      const { deliveries, count } = await office.deliveries({ limit, offset, ...which })
      return { success: true as const, data: deliveries.map(shown), count }
    },
  )

  api.post(
    '/notices/:id/resend',
    {
      config: { scope: 'admin' },
      schema: {
        summary: 'Send a notice that was given up after all',
        params: z.object({ id: z.string() }),
        response: { 200: one(NOTICE), '4xx': ERROR_ANSWER },
      },
    },
    async ({ params: { id } }) => ({ success: true as const, data: shown(await office.resend(id)) }),
  )
}

function shown(delivery: Delivery) {
  const { id, sink, phase, attempts, notice, event, madeAt, detail } = delivery
  const { severity, title, lines, link } = notice
  return {
    id,
    sink,
    state: phase,
    attempts,
    severity,
    title,
    lines,
    link,
    event: { seq: event, type: notice.event?.type ?? '' },
    createdAt: iso(madeAt),
    ...(phase === 'waiting' && { nextTry: iso(delivery.nextAt) }),
    ...((phase === 'sent' || phase === 'dead') && { endedAt: iso(delivery.endedAt) }),
    ...(detail !== undefined && { detail }),
  }
}
