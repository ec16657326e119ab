/** How a deployment spreads over the tablets. */
export type Plan = AtOnce | Canary | BlueGreen

/** Everybody gets the release as soon as it is current. */
export interface AtOnce {
  strategy: 'all'
}

/** The release stands on a preview origin until it is switched to, for everybody. */
export interface BlueGreen {
  strategy: 'blue-green'
  /** Milliseconds after a healthy look at which it is switched to by itself; absent: a person says when. */
  autoPromote?: number
}

/** Wave after wave. Times are milliseconds, shares 0 to 1. */
export interface Canary {
  strategy: 'canary'
  /** At least one; the last one takes everybody. */
  waves: readonly Wave[]
  /** What is done when the brake is pulled. */
  onError: BrakeAction
  /** Tablets that may be on their way at the same time; absent: as many as there are. */
  atOnce?: number
  /** A tablet that gets no further for so long has failed. */
  timeout: number
  /** How long a tablet must stay on the release before it counts. */
  verify: number
  /** Without any progress for so long, a wave that cannot be judged is paused. */
  patience: number
  /** Offers to one tablet that led to nothing. */
  maxOffers: number
}

export type BrakeAction = (typeof BRAKE_ACTIONS)[number]
export const BRAKE_ACTIONS = ['pause', 'rollback', 'notify'] as const

export const STRATEGIES = ['all', 'canary', 'blue-green'] as const
export type Strategy = (typeof STRATEGIES)[number]

/** Who is in a wave, and when it is done. */
export type Wave = Selector & {
  /** From its success to the next wave. */
  bake: number
  /** Share of the tablets that are there which must have succeeded. */
  success: number
  /** The brake is pulled when more than this share fails, beyond reasonable doubt. */
  error: number
  /** Tablets that must have succeeded or failed before anything is said; absent: 5, or all that are there. */
  minSamples?: number
  /** A person has to agree before it opens. */
  approval: boolean
}

/** Whom a wave adds to those before it. */
export type Selector =
  /** Share of the fleet, 0.01 to 100, those before included. */
  | { percent: number }
  /** Tablets, those before included. */
  | { count: number }
  | { groups: readonly string[] }
  | { tags: readonly string[] }

/** Everybody, in one go. */
export const AT_ONCE: AtOnce = { strategy: 'all' }

/** What a canary does where its order says nothing. */
export const USUAL = {
  bake: 600_000,
  success: 0.9,
  error: 0.05,
  timeout: 1_800_000,
  verify: 60_000,
  patience: 3_600_000,
  maxOffers: 20,
  minSamples: 5,
} as const

/** Does a wave take everybody? */
export function takesAll(wave: Wave): boolean {
  return 'percent' in wave && wave.percent === 100
}
