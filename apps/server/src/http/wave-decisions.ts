import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Deployment } from '../fleet/deployments/deployment.ts'
import { aboutDeployment, mayDecide, REASON, seenBy } from './about-deployment.ts'
import { DEPLOYMENT } from './deployment-form.ts'
import { TABLET_ID } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const PAUSE = z.strictObject({ reason: REASON }).nullish()
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
  const options = <Body extends z.ZodType>(summary: string, body: Body) =>
    aboutDeployment('deploy', summary, body, { more: ' A second call changes nothing.' })
  const allowed = (request: FastifyRequest, id: string) => mayDecide(request, 'deploy', id, fleet)
  const answer = async (deployment: Deployment, request: FastifyRequest) => ({
    success: true as const,
    data: await seenBy(request, deployment, fleet),
  })

  api.post('/deployments/:id/pause', options('Offer it to nobody new', PAUSE), async (request) => {
    const { id } = request.params
    const paused = await deployments.pause(id, request.body?.reason, await allowed(request, id))
    return answer(paused, request)
  })

  api.post('/deployments/:id/resume', options('Go on after a pause, or despite the brake', RESUME), async (request) => {
    const { id } = request.params
    const { acceptErrors = false } = request.body ?? {}
    const resumed = await deployments.resume(id, acceptErrors, await allowed(request, id))
    return answer(resumed, request)
  })

  api.post(
    '/deployments/:id/promote',
    options('Open the next wave now, give it to everybody, or switch to the preview', PROMOTE),
    async (request) => {
      const { id } = request.params
      const { all = false, wave } = request.body ?? {}
      const actor = await allowed(request, id)
      const promoted = await deployments.advance(id, { all, ...(wave !== undefined && { wave }) }, actor)
      return answer(promoted, request)
    },
  )

  api.post(
    '/deployments/:id/retry',
    aboutDeployment('deploy', 'Let tablets on which it failed try it once more', RETRY, {
      data: DEPLOYMENT.extend({ retried: z.number() }),
    }),
    async (request) => {
      const { id } = request.params
      const actor = await allowed(request, id)
      const retried = await orders.retry(id, request.body?.tablets, actor)
      return { success: true as const, data: { ...(await seenBy(request, await deployments.get(id), fleet)), retried } }
    },
  )
}
