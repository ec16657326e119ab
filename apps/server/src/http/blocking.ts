import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import { callerOf } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { iso, one, TIME, VERSION } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const BODY = z.object({ blocked: z.boolean().describe('No tablet may run it') })

const ANSWER = z.object({
  version: z.string(),
  blocked: z.boolean(),
  blockedAt: TIME.optional(),
  duplicate: z.boolean().describe('It was so already'),
  environments: z.array(
    z.object({
      name: z.string(),
      current: z.string().optional(),
      desired: z.string().optional().describe('The release its tablets should run now'),
      tablets: z.number().describe('Tablets known in it'),
      outlook: z.string().describe('What its tablets do about it, in words'),
    }),
  ),
})

/** `PATCH /api/releases/:version`: block a release, or unblock it. Nothing else about a release ever changes. */
export function blockingRoute(api: App, { fleet }: HttpParts): void {
  api.patch(
    '/releases/:version',
    {
      config: { scope: 'admin' },
      schema: {
        summary: 'Block a release, so that no tablet runs it, or unblock it',
        params: z.object({ version: VERSION }),
        body: BODY,
        response: { 200: one(ANSWER), '4xx': ERROR_ANSWER },
      },
    },
    async (request) => {
      const { version } = request.params
      const { blocked } = request.body
      const { standing, duplicate, environments } = await fleet.blockRelease(
        version,
        blocked,
        actorOf(callerOf(request)),
      )
      const since = standing.blockedAt !== undefined && { blockedAt: iso(standing.blockedAt) }
      return { success: true as const, data: { version, blocked, ...since, duplicate, environments } }
    },
  )
}
