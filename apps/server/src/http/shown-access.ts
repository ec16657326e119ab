import { z } from 'zod'
import { ERROR_ANSWER } from './errors.ts'
import { one } from './forms.ts'
import type { App, HttpParts, HttpSettings } from './http-parts.ts'

const ACCESS = z.object({
  mode: z
    .enum(['enrolled', 'open'])
    .describe('`enrolled`: a tablet is heard with a secret of its own only; `open`: whoever reaches this server is'),
  siteKey: z.boolean().describe('New tablets may let themselves in by the key of the site'),
  mqttPort: z.number().optional().describe('Where MQTT is spoken over TCP; absent when it is not'),
})

/** `GET /api/access`: how tablets, kiosk apps and services come in, as it is configured. */
export function shownAccessRoute(
  api: App,
  { enrolment }: Pick<HttpParts, 'enrolment'>,
  { mqttPort }: Pick<HttpSettings, 'mqttPort'>,
): void {
  api.get(
    '/access',
    {
      config: { scope: 'read' },
      schema: { summary: 'How tablets come in', response: { 200: one(ACCESS), '4xx': ERROR_ANSWER } },
    },
    async () => {
      const port = mqttPort()
      const { mode, hasSiteKey } = enrolment
      const data = { mode, siteKey: hasSiteKey, ...(port !== undefined && { mqttPort: port }) }
      return { success: true as const, data }
    },
  )
}
