import type { BrakeAction, Selector } from '@relevo/core/waves'

/** How a release spreads where the order for it does not say, read and checked. Times are seconds, shares 0 to 1. */
export type RolloutConfig =
  /** To every tablet at once. */
  | { strategy: 'all' }
  | CanaryConfig
  /** On a preview first, then by one switch to every tablet; by itself after `autoPromote`, absent = a person says when. */
  | { strategy: 'blue-green'; autoPromote?: number }

/** In waves, each of which must go well before the next one opens. */
export interface CanaryConfig {
  strategy: 'canary'
  /** In their order; one with everybody follows a last one that has less. */
  waves: WaveConfig[]
  onError: BrakeAction
  /** Tablets that may be on their way at the same time; absent = as many as there are. */
  atOnce?: number
  /** A tablet that gets no further for so long has failed. */
  timeout: number
  /** How long a tablet must stay on the release before it counts. */
  verify: number
  /** A wave that cannot be judged and gets no further for so long is paused. */
  patience: number
  /** Offers to one tablet that may lead to nothing. */
  maxOffers: number
}

/** Who is in a wave, and when it is done. */
export type WaveConfig = Selector & {
  /** From its success to the next wave. */
  bake: number
  /** Share of the tablets that are there which must have succeeded. */
  success: number
  /** The brake is pulled when more than this share fails, beyond reasonable doubt. */
  error: number
  /** Tablets that must have come to an end before anything is said; absent = 5, or all that are there. */
  minSamples?: number
  /** Must a person agree before it opens? */
  approval: boolean
}
