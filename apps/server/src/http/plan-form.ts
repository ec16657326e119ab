import { BRAKE_ACTIONS, type Plan, type PlanForm, readPlan, STRATEGIES, type Wave } from '@relevo/core/waves'
import { z } from 'zod'

const NAMES = z.array(z.string().min(1).max(64)).max(100)

/** A wave, as callers write it: what is misspelt must not be taken for what is usual. */
const FIELDS = {
  percent: z.number().optional().describe('Percent of all tablets, those of the waves before counted in'),
  count: z.number().optional().describe('Number of tablets, those of the waves before counted in'),
  groups: NAMES.optional(),
  tags: NAMES.optional().describe('Any of them will do'),
  bake: z.number().optional().describe('Seconds from its success to the next wave; default 600'),
  success: z.number().optional().describe('Share of the tablets that are there which must succeed; default 0.9'),
  error: z.number().optional().describe('The brake is pulled when more than this share fails; default 0.05'),
  minSamples: z.number().optional().describe('Tablets that must have come to an end before anything is said'),
  approval: z.boolean().optional().describe('A person has to agree before it opens'),
}

/** How a deployment is to spread, as callers write it: times in seconds. Nothing of it: as the environment is set up. */
export const PLAN = {
  strategy: z.enum(STRATEGIES).optional().describe('Default: as the environment is set up'),
  waves: z
    .array(z.strictObject(FIELDS))
    .max(50)
    .optional()
    .describe('Of a canary; after the last one everybody gets it'),
  onError: z.enum(BRAKE_ACTIONS).optional().describe('What the brake does; default `pause`'),
  atOnce: z.number().optional().describe('Tablets that may be on their way at the same time'),
  timeout: z
    .number()
    .optional()
    .describe('Seconds without getting further after which a tablet has failed; default 1800'),
  verify: z.number().optional().describe('Seconds a tablet must stay on the release before it counts; default 60'),
  patience: z.number().optional().describe('Seconds without progress after which a wave is paused; default 3600'),
  maxOffers: z.number().optional().describe('Offers to one tablet that may lead to nothing; default 20'),
  autoPromote: z
    .number()
    .optional()
    .describe('Of blue-green: seconds after which the preview is switched to by itself'),
}

/** A wave, as it is shown. */
export const SHOWN_WAVE = z.object(FIELDS)

/** A plan, with everything filled in. */
export const SHOWN_PLAN = z.object({
  strategy: z.enum(STRATEGIES),
  waves: z.array(SHOWN_WAVE).optional(),
  onError: z.enum(BRAKE_ACTIONS).optional(),
  atOnce: z.number().optional(),
  timeout: z.number().optional(),
  verify: z.number().optional(),
  patience: z.number().optional(),
  maxOffers: z.number().optional(),
  autoPromote: z.number().optional(),
})

/**
 * The plan that a body asks for.
 *
 * @returns `undefined` when it says nothing of it
 * @throws RelevoError `plan-invalid`
 */
export function planIn(body: PlanForm): Plan | undefined {
  const { strategy, waves, onError, atOnce, timeout, verify, patience, maxOffers, autoPromote } = body
  const said = { strategy, waves, onError, atOnce, timeout, verify, patience, maxOffers, autoPromote }
  return Object.values(said).some((value) => value !== undefined) ? readPlan(said) : undefined
}

/** A plan on the wire. */
export function shownPlan(plan: Plan): z.output<typeof SHOWN_PLAN> {
  if (plan.strategy === 'all') return { strategy: 'all' }
  if (plan.strategy === 'blue-green')
    return {
      strategy: 'blue-green',
      ...(plan.autoPromote !== undefined && { autoPromote: plan.autoPromote / 1000 }),
    }
  const { timeout, verify, patience, waves, ...same } = plan
  return {
    ...same,
    timeout: timeout / 1000,
    verify: verify / 1000,
    patience: patience / 1000,
    waves: waves.map(shownWave),
  }
}

/** A wave of a plan on the wire. */
export function shownWave({ bake, ...same }: Wave): z.output<typeof SHOWN_WAVE> {
  const { groups, tags, ...rest } = same as { groups?: readonly string[]; tags?: readonly string[] } & typeof same
  return { ...rest, ...(groups && { groups: [...groups] }), ...(tags && { tags: [...tags] }), bake: bake / 1000 }
}
