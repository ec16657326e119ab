import { z } from 'zod'
import type { Doctor } from '../fleet/doctor/doctor.ts'
import { ERROR_ANSWER } from './errors.ts'
import { list } from './forms.ts'
import type { App } from './http-parts.ts'

const FINDING = z.object({
  check: z.string().describe('What was looked for; docs/doctor.md has them all'),
  verdict: z.enum(['well', 'found', 'unmeasured']).describe('`unmeasured`: nothing is known that could tell'),
  subject: z.string().optional().describe('A tablet, a kiosk, a client, an address'),
  message: z.string(),
  why: z.string().describe('What comes of it'),
  do: z.string().describe('The cure'),
})

const QUERY = z.strictObject({
  probe: z
    .enum(['true', 'false'])
    .default('true')
    .transform((text) => text === 'true')
    .describe('Look at this server by its public address too, which takes some seconds at most'),
})

/** `GET /api/doctor`: what is set up wrongly, and the cure. */
export function doctorRoute(api: App, { doctor }: { doctor: Doctor }): void {
  api.get(
    '/doctor',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'What is set up wrongly between tablets, kiosk apps, brokers and this server, and the cure',
        querystring: QUERY,
        response: { 200: list(FINDING), '4xx': ERROR_ANSWER },
      },
    },
    async ({ query: { probe } }) => {
      const data = await doctor.examine({ probe })
      return { success: true as const, data, count: data.length }
    },
  )
}
