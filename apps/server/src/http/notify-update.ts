import { DEPLOYMENT_STATUSES, statusOf } from '@relevo/core/deployment'
import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import { PRODUCTION } from '../fleet/environment.ts'
import { callerOf, requireScope } from './authorize.ts'
import { ERROR_ANSWER } from './errors.ts'
import { ENVIRONMENT, iso, NOTES, one, TIME, VERSION } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'

const BODY = z.object({
  version: VERSION,
  force: z.boolean().default(false).describe('Switch without asking'),
  environment: ENVIRONMENT.default(PRODUCTION),
  notes: NOTES.optional().describe('What is new, for the person in front of the tablet'),
  retry: z.boolean().default(false).describe('Allow tablets on which this release failed another try'),
})

const ANSWER = z.object({
  environment: z.string(),
  version: z.string(),
  force: z.boolean(),
  changedAt: TIME.optional().describe('When it became current; absent while its deployment is on its way'),
  duplicate: z.boolean().describe('This was in force already'),
  tablets: z.number().describe('Tablets known in the environment'),
  deployment: z
    .object({ id: z.string(), status: z.enum(DEPLOYMENT_STATUSES) })
    .describe('GET /api/deployments/:id tells more'),
})

/** `POST /api/notify-update`: what CI calls after a deploy. */
export function notifyUpdateRoute(api: App, { fleet }: HttpParts): void {
  api.post(
    '/notify-update',
    {
      config: { scope: 'by-environment' },
      schema: {
        summary: 'Make a release the current one and tell the tablets',
        description: 'Takes the scope `notify`, or `deploy:<environment>`.',
        body: BODY,
        response: { 200: one(ANSWER), '4xx': ERROR_ANSWER },
      },
    },
    async (request) => {
      const { notes, ...body } = request.body
      requireScope(request, 'notify', `deploy:${body.environment}`)
      const notice = { ...body, ...(notes !== undefined && { notes }) }
      const { environment, duplicate, tablets, deployment } = await fleet.notifyUpdate(
        notice,
        actorOf(callerOf(request)),
      )
      const { name, current, changedAt } = environment
      const { id, state, version, force } = deployment
      const isCurrent = current === version && changedAt !== undefined
      return {
        success: true as const,
        data: {
          environment: name,
          version,
          force,
          ...(isCurrent && { changedAt: iso(changedAt) }),
          duplicate,
          tablets,
          deployment: { id, status: statusOf(state.phase) },
        },
      }
    },
  )
}
