import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import type { Directed } from '../fleet/give-directive.ts'
import { callerOf } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { DIRECTIVE, one } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const ANSWER = z.object({
  environment: z.string(),
  directive: DIRECTIVE.optional().describe('The one in force; absent when there is none'),
  duplicate: z.boolean().describe('There was nothing to withdraw'),
  tablets: z.number().describe('Tablets known in the environment'),
})

/** `/api/environments/:name/directive`: what every tablet is ordered to do, in an emergency. */
export function directiveRoutes(api: App, { fleet }: HttpParts): void {
  const config = { scope: 'admin' } as const
  const params = z.object({ name: z.string() })
  const response = { 200: one(ANSWER), '4xx': ERROR_ANSWER }
  const url = '/environments/:name/directive'

  api.post(
    url,
    {
      config,
      schema: {
        summary: 'Order every tablet to forget its releases, or to remove its worker too; once, until withdrawn',
        params,
        body: DIRECTIVE.pick({ do: true }),
        response,
      },
    },
    async (request) => {
      const { name } = request.params
      return shown(await fleet.directTablets(name, request.body.do, actorOf(callerOf(request))))
    },
  )

  api.delete(url, { config, schema: { summary: 'Withdraw the directive', params, response } }, async (request) =>
    shown(await fleet.directTablets(request.params.name, undefined, actorOf(callerOf(request)))),
  )
}

function shown({ environment: { name, directive }, duplicate, tablets }: Directed) {
  const data = { environment: name, ...(directive && { directive }), duplicate, tablets }
  return { success: true as const, data }
}
