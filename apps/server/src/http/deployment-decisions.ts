import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import type { Deployment } from '../fleet/deployments/deployment.ts'
import { callerOf, requireScope } from './authorize.ts'
import { DEPLOYMENT, shown } from './deployment-form.ts'
import { ERROR_ANSWER } from './errors.ts'
import { one, VERSION } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const REASON = z.string().max(500).optional().describe('Why; kept in the log')
const WITH_REASON = z.object({ reason: REASON }).nullish().describe('May be left out')
const ROLLBACK = z
  .object({ to: VERSION.optional().describe('An earlier release of that environment'), reason: REASON })
  .nullish()
  .describe('May be left out: back to the release before')

/** `POST /api/deployments/:id/…`: what a person decides about a deployment. */
export function deploymentDecisionRoutes(api: App, { fleet: { deployments } }: HttpParts): void {
  /** A call about a deployment, which takes a scope in the environment of that deployment. */
  const options = <Body extends z.ZodType>(kind: 'deploy' | 'approve', summary: string, body: Body) => ({
    config: { scope: 'by-environment' } as const,
    schema: {
      summary,
      description: `Takes the scope \`${kind}:<environment>\`.`,
      params: z.object({ id: z.string() }),
      body,
      response: { 200: one(DEPLOYMENT), '4xx': ERROR_ANSWER },
    },
  })

  /** Every token may read deployments, so that one is there is no secret. @returns who it is */
  const allowed = async (request: FastifyRequest, kind: 'deploy' | 'approve', id: string) => {
    const { environment } = await deployments.get(id)
    requireScope(request, `${kind}:${environment}`)
    return actorOf(callerOf(request))
  }

  const answer = async (deployment: Deployment) => ({
    success: true as const,
    data: shown(deployment, await deployments.wayBackOf(deployment)),
  })

  api.post(
    '/deployments/:id/rollback',
    options('deploy', 'Take a deployment back: the release before becomes current, by force, and is checked', ROLLBACK),
    async (request) => {
      const { id } = request.params
      const { to, reason } = request.body ?? {}
      const actor = await allowed(request, 'deploy', id)
      const wish = { ...(to !== undefined && { to }), ...(reason !== undefined && { reason }) }
      return answer(await deployments.rollBack(id, wish, actor))
    },
  )

  api.post(
    '/deployments/:id/health-check',
    options('deploy', 'Look at the health of what is live, now', z.object({}).nullish()),
    async (request) => {
      const { id } = request.params
      return answer(await deployments.check(id, await allowed(request, 'deploy', id)))
    },
  )

  api.post(
    '/deployments/:id/approve',
    options('approve', 'Let a deployment that waits for a yes go on', z.object({}).nullish()),
    async (request) => {
      const { id } = request.params
      return answer(await deployments.approve(id, await allowed(request, 'approve', id)))
    },
  )

  api.post(
    '/deployments/:id/deny',
    options('approve', 'End a deployment that waits for a yes', WITH_REASON),
    async (request) => {
      const { id } = request.params
      return answer(await deployments.deny(id, request.body?.reason, await allowed(request, 'approve', id)))
    },
  )

  api.post(
    '/deployments/:id/abort',
    options('deploy', 'Call off a deployment that has not deployed anything yet', WITH_REASON),
    async (request) => {
      const { id } = request.params
      return answer(await deployments.abort(id, request.body?.reason, await allowed(request, 'deploy', id)))
    },
  )
}
