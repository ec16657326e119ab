/** How a deployment spreads over its fleet. */
export type Strategy = 'all' | 'canary' | 'blue-green'

/** What happens when too many tablets fail. */
export type OnError = 'pause' | 'rollback' | 'notify'

/** Whom a wave takes in; one of the four. The last wave has none where it takes in everybody else. */
export interface Selector {
  percent?: number
  count?: number
  groups?: string[]
  tags?: string[]
}

/** A wave as it is planned: times in seconds, shares from 0 to 1. */
export interface WavePlan extends Selector {
  bake?: number
  success?: number
  error?: number
  minSamples?: number
  /** It opens only when a person agrees. */
  approval?: boolean
}

/** A plan as the API takes it; as it answers it, what was left out is filled in. Times in seconds. */
export interface Plan {
  strategy: Strategy
  waves?: WavePlan[]
  onError?: OnError
  /** How many tablets take it at the same time. */
  atOnce?: number
  timeout?: number
  verify?: number
  patience?: number
  maxOffers?: number
  /** Switch by itself when the preview was well for so many seconds. */
  autoPromote?: number
}

/** Who would be in which wave; nothing has changed by asking. */
export interface Preview {
  strategy: Strategy
  plan: Plan
  waves: (Selector & { wave: number; members: number; online: number; examples: string[] })[]
  warnings: string[]
}
