import { BRAKE_ACTIONS, STRATEGIES } from './plan.ts'
import { type PlanForm, strategyOf } from './plan-form.ts'
import { type Refuse, seconds, whole } from './plan-values.ts'
import { waveProblems } from './wave-problems.ts'

/** A fault of a plan, and where in it. */
export interface PlanProblem {
  /** Such as `waves[1].percent`. */
  at: string
  /** Reads on from `at` and "must be". */
  must: string
}

/** Most waves of one plan. */
export const MOST_WAVES = 50

/**
 * Everything that is wrong with a plan, so that nothing can turn out to be missing when it runs.
 *
 * @example problemsOf({ strategy: 'canary', waves: [{ percent: 0 }] }) // [{ at: 'waves[0].percent', must: '0.01 to 100' }]
 */
export function problemsOf(form: PlanForm): PlanProblem[] {
  const strategy = strategyOf(form)
  if (!STRATEGIES.includes(strategy as never)) return [{ at: 'strategy', must: `one of ${STRATEGIES.join(', ')}` }]
  const problems: PlanProblem[] = []
  const refuse: Refuse = (at, must) => problems.push({ at, must })
  if (strategy === 'canary') canaryProblems(form, refuse)
  else {
    const only = ['waves', 'onError', 'atOnce', 'timeout', 'verify', 'patience', 'maxOffers'] as const
    for (const at of only) if (form[at] !== undefined) refuse(at, 'left out: only a canary has it')
  }
  if (strategy === 'blue-green') seconds(refuse, 'autoPromote', form.autoPromote, 0)
  else if (form.autoPromote !== undefined) refuse('autoPromote', 'left out: only blue-green has it')
  return problems
}

function canaryProblems({ waves = [], ...form }: PlanForm, refuse: Refuse): void {
  if (form.onError !== undefined && !BRAKE_ACTIONS.includes(form.onError as never))
    refuse('onError', `one of ${BRAKE_ACTIONS.join(', ')}`)
  whole(refuse, 'atOnce', form.atOnce)
  seconds(refuse, 'timeout', form.timeout, 1)
  seconds(refuse, 'verify', form.verify, 0)
  seconds(refuse, 'patience', form.patience, 1)
  whole(refuse, 'maxOffers', form.maxOffers)
  if (waves.length === 0 || waves.length > MOST_WAVES) refuse('waves', `a list of 1 to ${MOST_WAVES} waves`)
  else waveProblems(waves, refuse)
}
