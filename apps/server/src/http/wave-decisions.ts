import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import type { Deployment } from '../fleet/deployments/deployment.ts'
import { callerOf, requireScope } from './authorize.ts'
import { DEPLOYMENT, shown } from './deployment-form.ts'
import { ERROR_ANSWER } from './errors.ts'
import { one, TABLET_ID } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import { previewUrl } from './preview-url.ts'

const PAUSE = z.strictObject({ reason: z.string().max(500).optional().describe('Why; kept in the log') }).nullish()
const RESUME = z
  .strictObject({
    acceptErrors: z.boolean().default(false).describe('Release the brake: the failures so far count no more'),
  })
  .nullish()
const PROMOTE = z
  .strictObject({
    all: z.boolean().default(false).describe('Everybody now, whatever the waves say'),
    wave: z.number().int().min(1).optional().describe('The wave to open, so that a second call does not open another'),
  })
  .nullish()
const RETRY = z
  .strictObject({
    tablets: z.array(TABLET_ID).max(10_000).optional().describe('Only these; without it all that failed'),
  })
  .nullish()

/** `POST /api/deployments/:id/…`: what a person decides about its waves. */
export function waveDecisionRoutes(api: App, { fleet }: HttpParts): void {
  const { deployments, orders } = fleet
  const options = <Body extends z.ZodType>(summary: string, body: Body) => ({
    config: { scope: 'by-environment' } as const,
    schema: {
      summary,
      description: 'Takes the scope `deploy:<environment>`. A second call changes nothing.',
      params: z.object({ id: z.string() }),
      body,
      response: { 200: one(DEPLOYMENT), '4xx': ERROR_ANSWER },
    },
  })

  /** @returns who it is */
  const allowed = async (request: FastifyRequest, id: string) => {
    const { environment } = await deployments.get(id)
    requireScope(request, `deploy:${environment}`)
    return actorOf(callerOf(request))
  }

  const data = async (deployment: Deployment, request: FastifyRequest) =>
    shown(
      deployment,
      await deployments.wayBackOf(deployment),
      previewUrl(fleet.previewHost(deployment.environment), request),
    )

  api.post('/deployments/:id/pause', options('Offer it to nobody new', PAUSE), async (request) => {
    const { id } = request.params
    const paused = await deployments.pause(id, request.body?.reason, await allowed(request, id))
    return { success: true as const, data: await data(paused, request) }
  })

  api.post('/deployments/:id/resume', options('Go on after a pause, or despite the brake', RESUME), async (request) => {
    const { id } = request.params
    const { acceptErrors = false } = request.body ?? {}
    const resumed = await deployments.resume(id, acceptErrors, await allowed(request, id))
    return { success: true as const, data: await data(resumed, request) }
  })

  api.post(
    '/deployments/:id/promote',
    options('Open the next wave now, give it to everybody, or switch to the preview', PROMOTE),
    async (request) => {
      const { id } = request.params
      const { all = false, wave } = request.body ?? {}
      const actor = await allowed(request, id)
      const promoted = await deployments.advance(id, { all, ...(wave !== undefined && { wave }) }, actor)
      return { success: true as const, data: await data(promoted, request) }
    },
  )

  api.post(
    '/deployments/:id/retry',
    {
      ...options('Let tablets on which it failed try it once more', RETRY),
      schema: {
        summary: 'Let tablets on which it failed try it once more',
        description: 'Takes the scope `deploy:<environment>`.',
        params: z.object({ id: z.string() }),
        body: RETRY,
        response: { 200: one(DEPLOYMENT.extend({ retried: z.number() })), '4xx': ERROR_ANSWER },
      },
    },
    async (request) => {
      const { id } = request.params
      const actor = await allowed(request, id)
      const retried = await orders.retry(id, request.body?.tablets, actor)
      return { success: true as const, data: { ...(await data(await deployments.get(id), request)), retried } }
    },
  )
}
