import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Deployment } from '../fleet/deployments/deployment.ts'
import { aboutDeployment, mayDecide, REASON, seenBy } from './about-deployment.ts'
import { VERSION } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const WITH_REASON = z.object({ reason: REASON }).nullish().describe('May be left out')
const ROLLBACK = z
  .object({ to: VERSION.optional().describe('An earlier release of that environment'), reason: REASON })
  .nullish()
  .describe('May be left out: back to the release before')

/** `POST /api/deployments/:id/…`: what a person decides about a deployment. */
export function deploymentDecisionRoutes(api: App, { fleet }: HttpParts): void {
  const { deployments } = fleet
  const allowed = (request: FastifyRequest, kind: 'deploy' | 'approve', id: string) =>
    mayDecide(request, kind, id, fleet)
  const answer = async (request: FastifyRequest, deployment: Deployment) => ({
    success: true as const,
    data: await seenBy(request, deployment, fleet),
  })

  api.post(
    '/deployments/:id/rollback',
    aboutDeployment(
      'deploy',
      'Take a deployment back: the release before becomes current, by force, and is checked',
      ROLLBACK,
    ),
    async (request) => {
      const { id } = request.params
      const { to, reason } = request.body ?? {}
      const actor = await allowed(request, 'deploy', id)
      const wish = { ...(to !== undefined && { to }), ...(reason !== undefined && { reason }) }
      return answer(request, await deployments.rollBack(id, wish, actor))
    },
  )

  api.post(
    '/deployments/:id/health-check',
    aboutDeployment('deploy', 'Look at the health of what is live, now', z.object({}).nullish()),
    async (request) => {
      const { id } = request.params
      return answer(request, await deployments.check(id, await allowed(request, 'deploy', id)))
    },
  )

  api.post(
    '/deployments/:id/approve',
    aboutDeployment('approve', 'Let a deployment that waits for a yes go on', z.object({}).nullish()),
    async (request) => {
      const { id } = request.params
      return answer(request, await deployments.approve(id, await allowed(request, 'approve', id)))
    },
  )

  api.post(
    '/deployments/:id/deny',
    aboutDeployment('approve', 'End a deployment that waits for a yes', WITH_REASON),
    async (request) => {
      const { id } = request.params
      return answer(request, await deployments.deny(id, request.body?.reason, await allowed(request, 'approve', id)))
    },
  )

  api.post(
    '/deployments/:id/abort',
    aboutDeployment('deploy', 'Call off a deployment that has not deployed anything yet', WITH_REASON),
    async (request) => {
      const { id } = request.params
      return answer(request, await deployments.abort(id, request.body?.reason, await allowed(request, 'deploy', id)))
    },
  )
}
