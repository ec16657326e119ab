import { RelevoError } from '@relevo/core/errors'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import { callerOf, requireScope } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { one, TABLET_ID } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const FORCE = z.boolean().default(false).describe('They switch without asking')
const ORDERED = one(z.object({ ordered: z.number().describe('Tablets that are known, and have a release to come to') }))

/** `POST /api/tablets…/update`: give tablets the newest release now, whatever the waves say. */
export function tabletUpdateRoutes(api: App, { fleet }: HttpParts): void {
  const description =
    'Takes the scope `deploy:<environment>` of each tablet. Who failed tries once more; a second call changes nothing.'

  /** @returns who it is */
  const allowed = (request: FastifyRequest, tablets: readonly string[]) => {
    for (const id of tablets) {
      const tablet = fleet.tablets.get(id)
      if (!tablet) throw new RelevoError('tablet-unknown', id)
      requireScope(request, `deploy:${tablet.environment}`)
    }
    return actorOf(callerOf(request))
  }

  api.post(
    '/tablets/update',
    {
      config: { scope: 'by-environment' },
      schema: {
        summary: 'Give some tablets the newest release of their environment now',
        description,
        body: z.object({ tablets: z.array(TABLET_ID).min(1).max(10_000), force: FORCE }),
        response: { 200: ORDERED, '4xx': ERROR_ANSWER },
      },
    },
    async (request) => {
      const { tablets, force } = request.body
      const ordered = await fleet.orders.update(tablets, force, allowed(request, tablets))
      return { success: true as const, data: { ordered } }
    },
  )

  api.post(
    '/tablets/:id/update',
    {
      config: { scope: 'by-environment' },
      schema: {
        summary: 'Give a tablet the newest release of its environment now',
        description,
        params: z.object({ id: TABLET_ID }),
        body: z.object({ force: FORCE }).nullish(),
        response: { 200: ORDERED, '4xx': ERROR_ANSWER },
      },
    },
    async (request) => {
      const { id } = request.params
      const actor = allowed(request, [id])
      const ordered = await fleet.orders.update([id], request.body?.force ?? false, actor)
      return { success: true as const, data: { ordered } }
    },
  )
}
