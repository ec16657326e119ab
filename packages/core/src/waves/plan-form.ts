import type { Strategy } from './plan.ts'

/** A plan as people write it: times in seconds. Everything has a default. */
export interface PlanForm {
  /** Absent: `canary` where there are waves, else `all`. */
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

/** The strategy that a form means; it may be none of ours. */
export function strategyOf({ strategy, waves }: PlanForm): Strategy | (string & {}) {
  return strategy ?? (waves ? 'canary' : 'all')
}
