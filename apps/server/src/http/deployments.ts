import { DEPLOYMENT_STATUSES } from '@relevo/core/deployment'
import { z } from 'zod'
import type { Deployment } from '../fleet/deployments/deployment.ts'
import { PRODUCTION } from '../fleet/environment.ts'
import { DEPLOYMENT, shown, shownWhole, WHOLE_DEPLOYMENT } from './deployment-form.ts'
import { ERROR_ANSWER } from './errors.ts'
import { list, one, PAGE, VERSION } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const ENVIRONMENT = z.string().max(64)

const QUERY = PAGE.extend({
  environment: ENVIRONMENT.optional(),
  status: z.enum(DEPLOYMENT_STATUSES).optional(),
  version: VERSION.optional(),
})

/** `GET /api/deployments…`: what was deployed where, and what came of it. */
export function deploymentRoutes(api: App, { fleet: { deployments } }: HttpParts): void {
  const whole = async (deployment: Deployment) => {
    const { id } = deployment
    const [wayBack, checks, output] = await Promise.all([
      deployments.wayBackOf(deployment),
      deployments.checks(id),
      deployments.output(id),
    ])
    return shownWhole(deployment, wayBack, checks, output)
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
    async ({ query: { limit, offset, environment, status, version } }) => {
      const { deployments: found, count } = await deployments.list({
        limit,
        offset,
        ...(environment !== undefined && { environment }),
        ...(status !== undefined && { status }),
        ...(version !== undefined && { version }),
      })
      const data = await Promise.all(found.map(async (one) => shown(one, await deployments.wayBackOf(one))))
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
    async ({ query: { environment } }) => {
      return { success: true as const, data: await whole(await deployments.current(environment)) }
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
    async ({ params: { id } }) => {
      return { success: true as const, data: await whole(await deployments.get(id)) }
    },
  )
}
