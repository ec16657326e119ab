import type { BrakeAction } from '@relevo/core/waves'

/** How a release spreads where the order for it does not say. Times are seconds, shares 0 to 1. */
export type UserRollout =
  | { strategy: 'all' }
  | UserCanary
  | {
      strategy: 'blue-green'
      /** Seconds after a healthy look at the preview at which it switches by itself; a person says when. */
      autoPromote?: number
    }

/** In waves, each of which must go well before the next one opens. */
export interface UserCanary {
  strategy: 'canary'
  /** 1 to 50; one with everybody follows a last one that has less. */
  waves: UserWave[]
  /** What is done when too many tablets fail; `pause`. */
  onError?: BrakeAction
  /** Tablets that may be on their way at the same time; as many as there are. */
  atOnce?: number
  /** A tablet that gets no further for so long has failed; 1800. */
  timeout?: number
  /** How long a tablet must stay on the release before it counts; 60. */
  verify?: number
  /** A wave that cannot be judged and gets no further for so long is paused; 3600. */
  patience?: number
  /** Offers to one tablet that may lead to nothing; 20. */
  maxOffers?: number
}

/** One wave: exactly one of `percent`, `count`, `groups` and `tags`. */
export interface UserWave {
  /** Of all tablets, 0.01 to 100, those of the waves before counted in. */
  percent?: number
  /** Tablets, those of the waves before counted in. */
  count?: number
  /** Names of groups. */
  groups?: string[]
  /** Tags, any of which will do. */
  tags?: string[]
  /** Seconds from its success to the next wave; 600. */
  bake?: number
  /** Share of the tablets that are there which must have succeeded; 0.9. */
  success?: number
  /** The brake is pulled when more than this share fails, beyond reasonable doubt; 0.05. */
  error?: number
  /** Tablets that must have come to an end before anything is said; 5, or all that are there. */
  minSamples?: number
  /** Must a person agree before it opens? `false`. */
  approval?: boolean
}
