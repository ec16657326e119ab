import { RelevoError } from '../errors/relevo-error.ts'
import { AT_ONCE, type BrakeAction, type Canary, type Plan, type Selector, takesAll, USUAL, type Wave } from './plan.ts'
import { type PlanForm, strategyOf, type WaveForm } from './plan-form.ts'
import { problemsOf } from './plan-problems.ts'

/**
 * Read a plan as people write it, with everything filled in. The last wave always takes everybody: what a plan ends with
 * below that is followed by one more wave, judged like the last.
 *
 * @throws RelevoError `plan-invalid`, whose detail names every fault
 * @example readPlan({ strategy: 'canary', waves: [{ percent: 5 }, { percent: 25, approval: true }] })
 */
export function readPlan(form: PlanForm): Plan {
  const problems = problemsOf(form)
  if (problems.length > 0)
    throw new RelevoError('plan-invalid', problems.map(({ at, must }) => `${at} must be ${must}`).join('; '))
  const { autoPromote } = form
  switch (strategyOf(form)) {
    case 'canary':
      return readCanary(form)
    case 'blue-green':
      return { strategy: 'blue-green', ...(autoPromote !== undefined && { autoPromote: ms(autoPromote, 0) }) }
    default:
      return AT_ONCE
  }
}

function readCanary({ waves = [], onError = 'pause', atOnce, timeout, verify, patience, maxOffers }: PlanForm): Canary {
  return {
    strategy: 'canary',
    waves: toEverybody(waves.map(readWave)),
    onError: onError as BrakeAction,
    ...(atOnce !== undefined && { atOnce }),
    timeout: ms(timeout, USUAL.timeout),
    verify: ms(verify, USUAL.verify),
    patience: ms(patience, USUAL.patience),
    maxOffers: maxOffers ?? USUAL.maxOffers,
  }
}

function toEverybody(waves: readonly Wave[]): readonly Wave[] {
  const last = waves.at(-1)
  if (!last || takesAll(last)) return waves
  const { bake, success, error, minSamples } = last
  const rest = { bake, success, error, ...(minSamples !== undefined && { minSamples }) }
  return [...waves, { percent: 100, ...rest, approval: false }]
}

function readWave(form: WaveForm): Wave {
  const { bake, success = USUAL.success, error = USUAL.error, minSamples, approval = false } = form
  return {
    ...selectorOf(form),
    bake: ms(bake, USUAL.bake),
    success,
    error,
    ...(minSamples !== undefined && { minSamples }),
    approval,
  }
}

function selectorOf({ percent, count, groups, tags = [] }: WaveForm): Selector {
  if (percent !== undefined) return { percent }
  if (count !== undefined) return { count }
  return groups !== undefined ? { groups } : { tags }
}

function ms(seconds: number | undefined, usual: number): number {
  return seconds === undefined ? usual : Math.round(1000 * seconds)
}
