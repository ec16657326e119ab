import { DEPLOYMENT_STATUSES } from '@relevo/core/deployment'
import { STRATEGIES } from '@relevo/core/waves'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Deployment } from '../fleet/deployments/deployment.ts'
import { PRODUCTION } from '../fleet/environment.ts'
import { DEPLOYMENT, shown, shownWhole, WHOLE_DEPLOYMENT } from './deployment-form.ts'
import { ERROR_ANSWER } from './errors.ts'
import { ENVIRONMENT, list, one, PAGE, VERSION } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import { previewUrl } from './preview-url.ts'

const QUERY = PAGE.extend({
  environment: ENVIRONMENT.optional(),
  status: z.enum(DEPLOYMENT_STATUSES).optional(),
  version: VERSION.optional(),
  strategy: z.enum(STRATEGIES).optional(),
})

/** `GET /api/deployments…`: what was deployed where, and what came of it. */
export function deploymentRoutes(api: App, { fleet }: HttpParts): void {
  const { deployments } = fleet
  const whole = async (deployment: Deployment, request: FastifyRequest) => {
    const { id, environment } = deployment
    const [wayBack, checks, output] = await Promise.all([
      deployments.wayBackOf(deployment),
      deployments.checks(id),
      deployments.output(id),
    ])
    const preview = previewUrl(fleet.previewHost(environment), request)
    return shownWhole(deployment, wayBack, checks, output, await deployments.counts(deployment), preview)
  }

  api.get(
    '/deployments',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'Deployments, latest first',
        querystring: QUERY,
        response: { 200: list(DEPLOYMENT), '4xx': ERROR_ANSWER },
      },
    },
    async (request) => {
      const { limit, offset, environment, status, version, strategy } = request.query
      const { deployments: found, count } = await deployments.list({
        limit,
        offset,
        ...(environment !== undefined && { environment }),
        ...(status !== undefined && { status }),
        ...(version !== undefined && { version }),
        ...(strategy !== undefined && { strategy }),
      })
      const data = await Promise.all(
        found.map(async (one) =>
          shown(one, await deployments.wayBackOf(one), previewUrl(fleet.previewHost(one.environment), request)),
        ),
      )
      return { success: true as const, data, count }
    },
  )

  api.get(
    '/deployments/current',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'The deployment whose release is current',
        querystring: z.object({ environment: ENVIRONMENT.default(PRODUCTION) }),
        response: { 200: one(WHOLE_DEPLOYMENT), '4xx': ERROR_ANSWER },
      },
    },
    async (request) => {
      const { environment } = request.query
      return { success: true as const, data: await whole(await deployments.current(environment), request) }
    },
  )

  api.get(
    '/deployments/:id',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'One deployment, with every look at its health and what its commands printed',
        params: z.object({ id: z.string() }),
        response: { 200: one(WHOLE_DEPLOYMENT), '4xx': ERROR_ANSWER },
      },
    },
    async (request) => {
      return { success: true as const, data: await whole(await deployments.get(request.params.id), request) }
    },
  )
}
