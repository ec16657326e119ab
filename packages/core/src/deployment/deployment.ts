import type { Spread } from './spread.ts'

/**
 * Where a deployment stands: the act of making a release current in an environment, and of finding out whether that was right.
 *
 *   awaiting-approval ─► scheduled ─► pending ─► preparing ─► deploying ─► settling ─► checking ─► success
 *           │                │           │           │            │           │          │           ▲ ▲
 *           └── denied ──────┴─ aborted ─┴─ failed ──┘            │           │          ├─► spreading ⇄ baking ⇄ gated
 *                                                                 │           │          │        └───► promoting
 *                                                                 │           │          └─► previewing ─► promoting ─► settling
 *                                                                 └──────► rolling-back ◄───── unhealthy, too many errors, or by hand
 *                                                                               │
 *                                                              settling-back ─► checking-back ─► rolled-back
 *                                                                               └─► failed: `rollback-failed`
 *
 * `superseded` ends every phase that is not an end. All times are milliseconds since the epoch.
 */
export type DeploymentState = Course & {
  /** How far it came through the waves of a canary; stays with it to the end. */
  spread?: Spread
}

type Course =
  /** A person has to agree first. */
  | { phase: 'awaiting-approval'; startAt?: number }
  /** It starts by itself at `until`. */
  | { phase: 'scheduled'; until: number }
  /** It may start as soon as the one before it in its environment has really stopped. */
  | { phase: 'pending' }
  /** What has to happen before, such as a backup. */
  | { phase: 'preparing' }
  /** The release is put where its environment serves it from. */
  | { phase: 'deploying' }
  /** It is current, or a candidate; what serves it may take until `until` to come up. */
  | ({ phase: 'settling'; until: number } & Standing)
  | (Checking<'checking'> & Standing)
  /** The tablets of a wave get it. `spread.wave` is 0 until the first one opens. */
  | { phase: 'spreading'; spread: Spread; health: Health }
  /** The wave has succeeded; the next one opens at `until`, if that stays so. */
  | { phase: 'baking'; until: number; spread: Spread; health: Health }
  /** The next wave needs a person's yes. */
  | { phase: 'gated'; spread: Spread; health: Health }
  /** It stands on the preview origin; at `until`, or when a person says so, it is switched to. */
  | { phase: 'previewing'; until?: number; health: Health }
  /** It becomes current, for everybody. */
  | { phase: 'promoting'; health: Health }
  /** `live`: until it has worked, the release that is left is still the one that is current. */
  | ({ phase: 'rolling-back'; live: boolean } & Back)
  | ({ phase: 'settling-back'; until: number } & Back)
  | (Checking<'checking-back'> & Back)
  | End

/** How a deployment ended. `live`: its release is still the one that is current. */
export type DeploymentEnd = End & { spread?: Spread }

type End =
  | { phase: 'success'; health: Health }
  | { phase: 'failed'; reason: FailureReason; detail?: string; live: boolean; health: Health }
  | ({ phase: 'rolled-back'; health: Health } & Back)

/** A candidate is not current: some tablets have it, or the preview origin. */
interface Standing {
  candidate?: true
}

interface Checking<Phase> {
  phase: Phase
  /** Counted from 1. */
  attempt: number
  /** This attempt waits until then; absent while it runs. */
  until?: number
}

/** The way back: to what, and why. */
interface Back {
  back: BackTo
  reason: RollbackReason
  detail?: string
}

/** The release to go back to, and the deployment that made it current. */
export interface BackTo {
  version: string
  deployment: string
}

/** What all the checks of one attempt say together; `unmeasured` is not `unhealthy`, and `none` had nothing to ask. */
export type Verdict = 'healthy' | 'unhealthy' | 'unmeasured' | 'none'

/** What the last check said: true, false, or null while nothing is known. */
export type Health = boolean | null

export type RollbackReason = 'deploy-failed' | 'promote-failed' | 'health-failed' | 'error-rate' | 'manual'

export type FailureReason =
  | 'denied'
  | 'aborted'
  | 'superseded'
  | 'prepare-failed'
  | 'deploy-failed'
  | 'promote-failed'
  | 'error-rate'
  | 'health-failed'
  | 'health-unmeasured'
  | 'rollback-failed'

/** How long and how often is looked. Milliseconds. */
export interface HealthPolicy {
  /** From the switch to the first look. */
  delay: number
  /** Looks at most; the first healthy one is enough. */
  attempts: number
  /** Between two looks. */
  interval: number
}

export type DeploymentPhase = DeploymentState['phase']

/** The public word for where a deployment stands. */
export type DeploymentStatus = (typeof DEPLOYMENT_STATUSES)[number]

export const DEPLOYMENT_STATUSES = ['pending', 'deploying', 'success', 'failed', 'rolled_back'] as const

/**
 * The public status of a phase: the five words that scripts read.
 *
 * @example statusOf('checking-back') // 'deploying'
 */
export function statusOf(phase: DeploymentPhase): DeploymentStatus {
  switch (phase) {
    case 'awaiting-approval':
    case 'scheduled':
    case 'pending':
      return 'pending'
    case 'success':
    case 'failed':
      return phase
    case 'rolled-back':
      return 'rolled_back'
    default:
      return 'deploying'
  }
}

/** Has it ended? */
export function hasEnded(state: DeploymentState): state is DeploymentEnd {
  return state.phase === 'success' || state.phase === 'failed' || state.phase === 'rolled-back'
}

/** Does it hold its environment, so that no other may start there? */
export function isRunning(state: DeploymentState): boolean {
  return !hasEnded(state) && state.phase !== 'awaiting-approval' && state.phase !== 'scheduled'
}

/** Is its release, and not the one to go back to, what its environment should run? */
export function isLive(state: DeploymentState): boolean {
  if (state.phase === 'failed' || state.phase === 'rolling-back') return state.live
  if (state.phase === 'settling' || state.phase === 'checking') return !state.candidate
  return state.phase === 'success'
}

/** Is its release a candidate: there for some tablets, or on the preview origin, beside the one that is current? */
export function isCandidate(state: DeploymentState): boolean {
  if (state.phase === 'settling' || state.phase === 'checking') return state.candidate === true
  return ['spreading', 'baking', 'gated', 'previewing', 'promoting'].includes(state.phase)
}
