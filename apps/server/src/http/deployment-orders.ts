import { STRATEGIES } from '@relevo/core/waves'
import { z } from 'zod'
import { actorOf } from '../fleet/access/caller.ts'
import type { DeploymentOrder } from '../fleet/deployments/order.ts'
import type { Requested } from '../fleet/deployments/request.ts'
import { PRODUCTION } from '../fleet/environment.ts'
import { callerOf, requireScope } from './authorize.ts'
import { DEPLOYMENT, shown } from './deployment-form.ts'
import { ERROR_ANSWER } from './errors.ts'
import { ENVIRONMENT, NOTES, one, VERSION, WORD } from './forms.ts'
import type { App, HttpParts } from './http-parts.ts'
import { PLAN, planIn, SHOWN_PLAN, SHOWN_WAVE, shownPlan, shownWave } from './plan-form.ts'

const WISH = z.strictObject({
  force: z.boolean().default(false).describe('Tablets switch without asking'),
  retry: z.boolean().default(false).describe('Allow tablets on which this release failed another try'),
  supersede: z
    .boolean()
    .default(false)
    .describe(
      'End the deployment that runs there, instead of being refused; one that needs a yes ends only others that wait',
    ),
  notes: NOTES.optional().describe('What is new, for the person in front of the tablet'),
  commit: WORD.optional(),
  ref: WORD.optional().describe('Branch or tag'),
  user: WORD.optional().describe('Who wants it, as you name them'),
  ...PLAN,
  startAt: z.iso.datetime({ offset: true }).optional().describe('Not before; ISO 8601'),
})

const ANSWER = DEPLOYMENT.extend({
  duplicate: z.boolean().describe('It repeats an order that is carried out, or was; nothing new began'),
})

const PREVIEW = z.object({
  strategy: z.enum(STRATEGIES),
  plan: SHOWN_PLAN,
  waves: z.array(
    SHOWN_WAVE.extend({
      wave: z.number(),
      members: z.number(),
      online: z.number().describe('Of them, how many can be reached now'),
      examples: z.array(z.string()).describe('Some of them, where they are known beforehand: by group and by tag'),
    }),
  ),
  warnings: z.array(z.string()),
})

const RESPONSE = { 200: one(ANSWER), 202: one(ANSWER), '4xx': ERROR_ANSWER }

/** `POST /api/deployments…`: have a release made current. Answered at once; the work goes on by itself. */
export function deploymentOrderRoutes(api: App, { fleet: { deployments } }: HttpParts): void {
  const answer = async ({ deployment, duplicate }: Requested) => ({
    success: true as const,
    data: { ...shown(deployment, await deployments.wayBackOf(deployment)), duplicate },
  })

  api.post(
    '/deployments',
    {
      config: { scope: 'by-environment' },
      schema: {
        summary: 'Deploy a release: make it current, check its health, go back if it is not well',
        description: 'Takes the scope `deploy:<environment>`.',
        body: WISH.extend({ version: VERSION, environment: ENVIRONMENT.default(PRODUCTION) }),
        response: RESPONSE,
      },
    },
    async (request, reply) => {
      const { version, environment, ...wish } = request.body
      requireScope(request, `deploy:${environment}`)
      const order = { ...orderOf(wish), environment, version, trigger: 'api' } as const
      const requested = await deployments.request(order, actorOf(callerOf(request)))
      return reply.code(requested.duplicate ? 200 : 202).send(await answer(requested))
    },
  )

  api.post(
    '/deployments/plan',
    {
      config: { scope: 'read' },
      schema: {
        summary: 'Who would be in which wave; changes nothing',
        body: WISH.extend({ version: VERSION.optional(), environment: ENVIRONMENT.default(PRODUCTION) }),
        response: { 200: one(PREVIEW), '4xx': ERROR_ANSWER },
      },
    },
    async ({ body }) => {
      const { plan, waves, warnings } = deployments.preview(body.environment, planIn(body))
      const selectors = plan.strategy === 'canary' ? plan.waves.map(shownWave) : []
      const data = {
        strategy: plan.strategy,
        plan: shownPlan(plan),
        waves: waves.map((wave, i) => ({ ...selectors[i], ...wave, wave: i + 1 })),
        warnings,
      }
      return { success: true as const, data }
    },
  )

  api.post(
    '/deployments/promote',
    {
      config: { scope: 'by-environment' },
      schema: {
        summary: 'Deploy the release that is current and well in one environment to another: the same bytes',
        description: 'Takes the scope `deploy:<environment>` of the environment that is deployed to.',
        body: WISH.extend({ from: ENVIRONMENT, to: ENVIRONMENT }),
        response: RESPONSE,
      },
    },
    async (request, reply) => {
      const { from, to, ...wish } = request.body
      requireScope(request, `deploy:${to}`)
      const { version, commit, ref, notes } = await deployments.toPromote(from)
      const order: DeploymentOrder = {
        ...(commit !== undefined && { commit }),
        ...(ref !== undefined && { ref }),
        ...(notes !== undefined && { notes }),
        ...orderOf(wish),
        environment: to,
        version,
        trigger: 'promotion',
      }
      const requested = await deployments.request(order, actorOf(callerOf(request)))
      return reply.code(requested.duplicate ? 200 : 202).send(await answer(requested))
    },
  )
}

function orderOf({ force, retry, supersede, ...words }: z.output<typeof WISH>) {
  const { notes, commit, ref, user, startAt } = words
  const plan = planIn(words)
  return {
    force,
    retry,
    supersede,
    ...(notes !== undefined && { notes }),
    ...(commit !== undefined && { commit }),
    ...(ref !== undefined && { ref }),
    ...(user !== undefined && { user }),
    ...(plan && { plan }),
    ...(startAt !== undefined && { startAt: Date.parse(startAt) }),
  } satisfies Partial<DeploymentOrder>
}
