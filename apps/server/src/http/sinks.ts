import { z } from 'zod'
import { KINDS } from '../fleet/notices/kinds.ts'
import { ERROR_ANSWER } from './errors.ts'
import { list } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const SINK = z.object({
  name: z.string(),
  kinds: z.array(z.enum(KINDS)).describe('What it is told of'),
  waiting: z.number().describe('Notices on their way'),
  dead: z.number().describe('Notices that were given up'),
})

const TESTED = z.object({
  sink: z.string(),
  ok: z.boolean(),
  detail: z.string().optional().describe('What it answered'),
})

/** `/api/sinks`: where notices go, and a test of whether they arrive. */
export function sinkRoutes(api: App, { office }: HttpParts): void {
  api.get(
    '/sinks',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'Where notices go; addresses and secrets are not told',
        response: { 200: list(SINK), '4xx': ERROR_ANSWER },
      },
    },
    async () => {
      const sinks = await office.sinks()
      return {
        success: true as const,
        data: sinks.map(({ kinds, ...sink }) => ({ ...sink, kinds: [...kinds] })),
        count: sinks.length,
      }
    },
  )

  api.post(
    '/notices/test',
    {
      config: { scope: 'admin' },
      schema: {
        summary: 'Send a test notice at once through each sink, or one',
        body: z.object({ sink: z.string().optional() }),
        response: { 200: list(TESTED), '4xx': ERROR_ANSWER },
      },
    },
    async ({ body: { sink } }) => {
      const tested = await office.test(sink)
      const data = tested.map(({ sink, outcome: { result, detail } }) => ({
        sink,
        ok: result === 'delivered',
        ...(detail !== undefined && { detail }),
      }))
      return { success: true as const, data, count: data.length }
    },
  )
}
