import { RelevoError } from '../errors/relevo-error.ts'
import { AT_ONCE, BRAKE_ACTIONS, type Plan, type Selector, STRATEGIES, takesAll, USUAL, type Wave } from './plan.ts'

/** A plan as people write it: times in seconds. Everything but `strategy` has a default. */
export interface PlanForm {
  strategy?: string | undefined
  waves?: readonly WaveForm[] | undefined
  onError?: string | undefined
  atOnce?: number | undefined
  timeout?: number | undefined
  verify?: number | undefined
  patience?: number | undefined
  maxOffers?: number | undefined
  autoPromote?: number | undefined
}

/** A wave as people write it. */
export interface WaveForm {
  percent?: number | undefined
  count?: number | undefined
  groups?: readonly string[] | undefined
  tags?: readonly string[] | undefined
  bake?: number | undefined
  success?: number | undefined
  error?: number | undefined
  minSamples?: number | undefined
  approval?: boolean | undefined
}

/** Most waves of one plan. */
export const MOST_WAVES = 50
const MONTH = 30 * 86_400

/** A fault of a plan, and where in it. */
export interface PlanProblem {
  /** Such as `waves[1].percent`; empty for the plan as a whole. */
  at: string
  must: string
}

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
    throw new RelevoError(
      'plan-invalid',
      problems.map(({ at, must }) => (at ? `${at} must be ${must}` : must)).join('; '),
    )
  if (form.strategy === 'blue-green')
    return { strategy: 'blue-green', ...(form.autoPromote !== undefined && { autoPromote: 1000 * form.autoPromote }) }
  if (form.strategy !== 'canary') return AT_ONCE
  const waves = (form.waves ?? []).map(readWave)
  const last = waves.at(-1)
  if (last && !takesAll(last)) {
    const { bake, success, error, minSamples } = last
    const rest = { bake, success, error, ...(minSamples !== undefined && { minSamples }) }
    waves.push({ percent: 100, ...rest, approval: false })
  }
  return {
    strategy: 'canary',
    waves,
    onError: (form.onError ?? 'pause') as (typeof BRAKE_ACTIONS)[number],
    ...(form.atOnce !== undefined && { atOnce: form.atOnce }),
    timeout: ms(form.timeout, USUAL.timeout),
    verify: ms(form.verify, USUAL.verify),
    patience: ms(form.patience, USUAL.patience),
    maxOffers: form.maxOffers ?? USUAL.maxOffers,
  }
}

function readWave(form: WaveForm): Wave {
  return {
    ...selectorOf(form),
    bake: ms(form.bake, USUAL.bake),
    success: form.success ?? USUAL.success,
    error: form.error ?? USUAL.error,
    ...(form.minSamples !== undefined && { minSamples: form.minSamples }),
    approval: form.approval ?? false,
  }
}

function selectorOf({ percent, count, groups, tags }: WaveForm): Selector {
  if (percent !== undefined) return { percent }
  if (count !== undefined) return { count }
  return groups !== undefined ? { groups } : { tags: tags ?? [] }
}

function ms(seconds: number | undefined, usual: number): number {
  return seconds === undefined ? usual : Math.round(1000 * seconds)
}

/** Everything that is wrong with a plan, so that nothing can turn out to be missing when it runs. */
export function problemsOf(form: PlanForm): PlanProblem[] {
  const { strategy = form.waves ? 'canary' : 'all', waves } = form
  if (!STRATEGIES.includes(strategy as never)) return [{ at: 'strategy', must: `one of ${STRATEGIES.join(', ')}` }]
  const problems: PlanProblem[] = []
  const refuse = (at: string, must: string) => problems.push({ at, must })
  const within = (at: string, value: number | undefined, [least, most]: readonly [number, number], what: string) => {
    if (value !== undefined && !(Number.isFinite(value) && value >= least && value <= most)) refuse(at, what)
  }
  const seconds = (at: string, value: number | undefined, least: number) =>
    within(at, value, [least, MONTH], `${least} to ${MONTH} seconds`)
  const whole = (at: string, value: number | undefined, least: number) => {
    if (value !== undefined && !(Number.isSafeInteger(value) && value >= least))
      refuse(at, `a whole number, at least ${least}`)
  }

  if (strategy !== 'canary') {
    const only = ['waves', 'onError', 'atOnce', 'timeout', 'verify', 'patience', 'maxOffers'] as const
    for (const at of only) if (form[at] !== undefined) refuse(at, 'left out: only a canary has it')
  }
  if (strategy !== 'blue-green' && form.autoPromote !== undefined)
    refuse('autoPromote', 'left out: only blue-green has it')
  seconds('autoPromote', form.autoPromote, 0)
  if (strategy !== 'canary') return problems

  if (!waves || waves.length === 0 || waves.length > MOST_WAVES) refuse('waves', `a list of 1 to ${MOST_WAVES} waves`)
  if (form.onError !== undefined && !BRAKE_ACTIONS.includes(form.onError as never))
    refuse('onError', `one of ${BRAKE_ACTIONS.join(', ')}`)
  whole('atOnce', form.atOnce, 1)
  seconds('timeout', form.timeout, 1)
  seconds('verify', form.verify, 0)
  seconds('patience', form.patience, 1)
  whole('maxOffers', form.maxOffers, 1)
  let percent = 0
  let count = 0
  let isOver = false
  for (const [i, wave] of (waves ?? []).entries()) {
    const at = `waves[${i}]`
    const ways = [wave.percent, wave.count, wave.groups, wave.tags].filter((way) => way !== undefined)
    if (ways.length !== 1) refuse(at, 'one that has exactly one of percent, count, groups and tags')
    if (isOver) refuse(at, 'left out: the wave before it takes everybody')
    within(`${at}.percent`, wave.percent, [0.01, 100], '0.01 to 100')
    if (wave.percent !== undefined && wave.percent <= percent)
      refuse(`${at}.percent`, `more than the ${percent} before it`)
    percent = Math.max(percent, wave.percent ?? 0)
    isOver ||= wave.percent === 100
    whole(`${at}.count`, wave.count, 1)
    if (wave.count !== undefined && wave.count <= count) refuse(`${at}.count`, `more than the ${count} before it`)
    count = Math.max(count, wave.count ?? 0)
    for (const key of ['groups', 'tags'] as const) {
      const names = wave[key]
      if (names && (names.length === 0 || names.some((name) => name === ''))) refuse(`${at}.${key}`, 'a list of names')
    }
    seconds(`${at}.bake`, wave.bake, 0)
    within(`${at}.success`, wave.success, [0, 1], 'a share from 0 to 1')
    within(`${at}.error`, wave.error, [0, 1], 'a share from 0 to 1')
    whole(`${at}.minSamples`, wave.minSamples, 1)
  }
  return problems
}
