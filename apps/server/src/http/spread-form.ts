import type { DeploymentState } from '@relevo/core/deployment'
import { BRAKE_ACTIONS, judge, takesAll, type Wave } from '@relevo/core/waves'
import { z } from 'zod'
import type { Counts } from '../fleet/assignments/count-tablets.ts'
import type { Deployment } from '../fleet/deployments/deployment.ts'
import { iso, TIME } from './forms.ts'
import { SHOWN_WAVE, shownWave } from './plan-form.ts'

/** What a deployment says of its waves, in lists too. */
export const SPREAD = {
  until: TIME.optional().describe('When the present wait ends'),
  wave: z.number().optional().describe('The wave that was opened last, from 1'),
  waveCount: z.number().optional(),
  paused: z
    .object({ at: TIME, why: z.enum(['operator', 'inconclusive']), detail: z.string().optional() })
    .optional()
    .describe('Nobody new is offered it until somebody resumes it'),
  brake: z
    .object({
      at: TIME,
      wave: z.number(),
      errors: z.number(),
      samples: z.number(),
      value: z.number().describe('The share that fails at least, with 95 % confidence; 0 to 1'),
      threshold: z.number(),
      action: z.enum(BRAKE_ACTIONS),
    })
    .optional()
    .describe('Too many tablets failed; apart from `paused`'),
}

const VERDICT = z.object({
  kind: z.enum(['passed', 'inconclusive', 'errors', 'waiting']),
  value: z.number(),
  threshold: z.number(),
  samples: z.number(),
  errors: z.number(),
})

/** A wave with the tablets in it. */
export const WAVE_NOW = SHOWN_WAVE.extend({
  wave: z.number(),
  status: z.enum(['pending', 'open', 'baking', 'passed']),
  openedAt: TIME.optional(),
  passedAt: TIME.optional(),
  members: z.number().describe('Tablets in it; 0 before it opens'),
  online: z.number().describe('Of them, how many can be reached now'),
  underWay: z.number(),
  held: z.number().describe('Stored for long: they wait for a person, or for their hours'),
  succeeded: z.number(),
  failed: z.number().describe('Failed, fallen silent, or gone back'),
  waiting: z.number().describe('There, and not told yet'),
  forWindow: z.number().describe('Of those waiting: for their maintenance window'),
  incompatible: z.number(),
  verdict: VERDICT.optional().describe('What its tablets say of it now'),
})

/** The part of a deployment that tells of its waves. */
export function shownSpread({ state, plan }: Deployment) {
  const { spread } = state
  const { paused, brake } = spread ?? {}
  return {
    ...('until' in state && state.until !== undefined && { until: iso(state.until) }),
    ...(spread && { wave: spread.wave }),
    ...(plan?.strategy === 'canary' && { waveCount: plan.waves.length }),
    ...(paused && { paused: { ...paused, at: iso(paused.at) } }),
    ...(brake && { brake: { ...brake, at: iso(brake.at) } }),
  }
}

/** Every wave of a deployment, with the tablets in it as they were counted. */
export function shownWaves({ state, plan }: Deployment, counts: Counts | undefined): z.output<typeof WAVE_NOW>[] {
  if (plan?.strategy !== 'canary') return []
  return plan.waves.map((wave, i) => {
    const record = state.spread?.waves[i]
    const tally = counts?.waves[i]
    const { members, underWay, held, succeeded, failed, waiting, forWindow, incompatible } = tally ?? NONE
    const verdict = record && tally ? judge(wave, tally) : record?.verdict
    return {
      ...shownWave(wave),
      wave: i + 1,
      status: statusOf(state, wave, i),
      ...(record && { openedAt: iso(record.openedAt) }),
      ...(record?.passedAt !== undefined && { passedAt: iso(record.passedAt) }),
      members,
      online: counts?.online[i] ?? 0,
      underWay,
      held,
      succeeded,
      failed,
      waiting,
      forWindow,
      incompatible,
      ...(verdict && { verdict }),
    }
  })
}

const NONE = {
  members: 0,
  underWay: 0,
  held: 0,
  succeeded: 0,
  failed: 0,
  waiting: 0,
  forWindow: 0,
  incompatible: 0,
}

function statusOf(state: DeploymentState, wave: Wave, index: number) {
  const last = (state.spread?.wave ?? 0) - 1
  if (index > last) return 'pending'
  if (index < last || state.phase === 'gated' || state.phase === 'promoting') return 'passed'
  if (state.phase === 'baking') return 'baking'
  return state.phase === 'success' && takesAll(wave) ? 'passed' : 'open'
}
