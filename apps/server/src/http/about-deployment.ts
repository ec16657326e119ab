import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import type { Deployment } from '../fleet/deployments/deployment.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { callerOf, requireScope } from './authorize.ts'
import { DEPLOYMENT, shown } from './deployment-form.ts'
import { ERROR_ANSWER } from './errors.ts'
import { one } from './forms.ts'
import { previewUrl } from './preview-url.ts'

type Kind = 'deploy' | 'approve'

/** Why somebody decides something. */
export const REASON = z.string().max(500).optional().describe('Why; kept in the log')

/**
 * A call about a deployment, which takes a scope in the environment of that deployment.
 *
 * @param more about the scope, for whoever reads the description
 * @param data what it answers with
 */
export function aboutDeployment<Body extends z.ZodType, Data extends z.ZodType = typeof DEPLOYMENT>(
  kind: Kind,
  summary: string,
  body: Body,
  { more = '', data = DEPLOYMENT as unknown as Data }: { more?: string; data?: Data } = {},
) {
  return {
    config: { scope: 'by-environment' } as const,
    schema: {
      summary,
      description: `Takes the scope \`${kind}:<environment>\`.${more}`,
      params: z.object({ id: z.string() }),
      body,
      response: { 200: one(data), '4xx': ERROR_ANSWER },
    },
  }
}

/** Every token may read deployments, so that one is there is no secret. @returns who it is */
export async function mayDecide(
  request: FastifyRequest,
  kind: Kind,
  id: string,
  { deployments }: Pick<Fleet, 'deployments'>,
): Promise<string> {
  const { environment } = await deployments.get(id)
  requireScope(request, `${kind}:${environment}`)
  return actorOf(callerOf(request))
}

/** A deployment as whoever asked sees it. */
export async function seenBy(
  request: FastifyRequest,
  deployment: Deployment,
  { deployments, previewHost }: Pick<Fleet, 'deployments' | 'previewHost'>,
): Promise<z.output<typeof DEPLOYMENT>> {
  const wayBack = await deployments.wayBackOf(deployment)
  return shown(deployment, wayBack, previewUrl(previewHost(deployment.environment), request))
}
