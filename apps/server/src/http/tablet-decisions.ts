import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import { callerOf, requireScope } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { one, TABLET_ID } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import { CARD_CHANGE, shown, TABLET } from './tablet-form.ts'

const SCOPE = 'Takes the scope `deploy:<environment>` of the tablet’s environment.'
const PARAMS = z.object({ id: TABLET_ID })
const config = { scope: 'by-environment' } as const

/** `/api/tablets/:id`: what a person decides about one tablet. */
export function tabletDecisionRoutes(api: App, { fleet: { tablets }, ladders }: HttpParts): void {
  /** Every token may read tablets, so that one is there is no secret; about one that is not there is nothing to decide. */
  const allowed = (request: FastifyRequest, ...ids: string[]) => {
    requireScope(request, 'read')
    for (const id of ids) {
      const tablet = tablets.get(id)
      if (tablet) requireScope(request, `deploy:${tablet.environment}`)
    }
    return actorOf(callerOf(request))
  }

  api.patch(
    '/tablets/:id',
    {
      config,
      schema: {
        summary: 'Say something else of a tablet: its name, group, tags, notes, the release it is pinned to',
        description: SCOPE,
        params: PARAMS,
        body: CARD_CHANGE,
        response: { 200: one(TABLET), '4xx': ERROR_ANSWER },
      },
    },
    async (request) => {
      const { id } = request.params
      const change = Object.fromEntries(Object.entries(request.body).filter(([, value]) => value !== undefined))
      const tablet = await tablets.change(id, change, allowed(request, id))
      return { success: true as const, data: shown(tablet, ladders.of(tablet.id)) }
    },
  )

  api.delete(
    '/tablets/:id',
    {
      config,
      schema: {
        summary: 'Forget a tablet and all that was said of it; one that is still there comes back as new',
        description: SCOPE,
        params: PARAMS,
        response: {
          200: one(z.object({ id: z.string(), duplicate: z.boolean().describe('There was nothing to forget') })),
          '4xx': ERROR_ANSWER,
        },
      },
    },
    async (request) => {
      const { id } = request.params
      return { success: true as const, data: await tablets.forget(id, allowed(request, id)) }
    },
  )

  api.post(
    '/tablets/:id/merge',
    {
      config,
      schema: {
        summary: 'Say that two tablets are one: this id is another name of `into` from now on',
        description: `${SCOPE} That of both.`,
        params: PARAMS,
        body: z.object({ into: TABLET_ID }),
        response: { 200: one(TABLET), '4xx': ERROR_ANSWER },
      },
    },
    async (request) => {
      const { id } = request.params
      const { into } = request.body
      const tablet = await tablets.merge(id, into, allowed(request, id, into))
      return { success: true as const, data: shown(tablet, ladders.of(tablet.id)) }
    },
  )
}
