import { WAYS } from '@relevo/core/kiosk'
import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import { callerOf } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { one } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import { KIOSK_ID } from './kiosk-form.ts'

/** Longest script, characters: it goes out as one message. */
const LONGEST_SCRIPT = 32_768
/** An hour: the screen is to go off again. */
const LONGEST_WAKE = 3_600

const URL_TO_SHOW = z
  .url({ protocol: /^https?$/ })
  .max(2_048)
  .describe('Of http or https')

const COMMAND = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('wake'),
    seconds: z
      .number()
      .int()
      .min(1)
      .max(LONGEST_WAKE)
      .default(60)
      .describe('For how long the screen stays on at least'),
  }),
  z.strictObject({ do: z.literal('reload') }),
  z.strictObject({ do: z.literal('clearCache') }),
  z.strictObject({ do: z.literal('eval'), script: z.string().min(1).max(LONGEST_SCRIPT) }),
  z.strictObject({ do: z.literal('url'), url: URL_TO_SHOW }),
  z.strictObject({ do: z.literal('relaunch') }),
  z.strictObject({ do: z.literal('restart') }),
])

const SENT = z.object({ id: z.string(), do: z.string(), way: z.enum(WAYS).describe('The way it went') })

/** `POST /api/kiosks/:id/commands`: tell a kiosk app to do something. It takes `admin`, since `eval` runs script in the page. */
export function kioskCommandRoute(api: App, { kiosks }: Pick<HttpParts, 'kiosks'>): void {
  api.post(
    '/kiosks/:id/commands',
    {
      config: { scope: 'admin' },
      schema: {
        summary: 'Tell a kiosk app to do one thing',
        description: 'That it was sent says nothing about its effect: no app tells. Look at what its tablet reports.',
        params: z.object({ id: KIOSK_ID }),
        body: COMMAND,
        response: { 200: one(SENT), '4xx': ERROR_ANSWER, '5xx': ERROR_ANSWER },
      },
    },
    async (request) => {
      const { id } = request.params
      const way = await kiosks.command(id, request.body, actorOf(callerOf(request)))
      return { success: true as const, data: { id, do: request.body.do, way } }
    },
  )
}
