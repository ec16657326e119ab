/**
 * Where a deployment stands: the act of making a release current in an environment, and of finding out whether that was right.
 *
 *   awaiting-approval ─► pending ─► preparing ─► deploying ─► settling ─► checking ─► success
 *           │               │           │            │            │           │          │
 *           └── denied ─────┴─ aborted ─┴─ failed    └──── rolling-back ◄─────┴──────────┘ unhealthy, or by hand
 *                                                               │
 *                                                settling-back ─► checking-back ─► rolled-back
 *                                                               └─► failed: `rollback-failed`
 *
 * `superseded` ends every phase that is not an end. All times are milliseconds since the epoch.
 */
export type DeploymentState =
  /** A person has to agree first. */
  | { phase: 'awaiting-approval' }
  /** It may start as soon as the one before it in its environment has really stopped. */
  | { phase: 'pending' }
  /** What has to happen before, such as a backup. */
  | { phase: 'preparing' }
  /** The release is put where its environment serves it from. */
  | { phase: 'deploying' }
  /** It is current; what serves it may take until `until` to come up. */
  | { phase: 'settling'; until: number }
  | Checking<'checking'>
  /** `live`: until it has worked, the release that is left is still the one that is current. */
  | ({ phase: 'rolling-back'; live: boolean } & Back)
  | ({ phase: 'settling-back'; until: number } & Back)
  | (Checking<'checking-back'> & Back)
  | DeploymentEnd

/** How a deployment ended. `live`: its release is still the one that is current. */
export type DeploymentEnd =
  | { phase: 'success'; health: Health }
  | { phase: 'failed'; reason: FailureReason; detail?: string; live: boolean; health: Health }
  | ({ phase: 'rolled-back'; health: Health } & Back)

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

export type RollbackReason = 'deploy-failed' | 'health-failed' | 'manual'

export type FailureReason =
  | 'denied'
  | 'aborted'
  | 'superseded'
  | 'prepare-failed'
  | 'deploy-failed'
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
  return !hasEnded(state) && state.phase !== 'awaiting-approval'
}

/** Is its release, and not the one to go back to, what its environment should run? */
export function isLive(state: DeploymentState): boolean {
  if (state.phase === 'failed' || state.phase === 'rolling-back') return state.live
  return ['settling', 'checking', 'success'].includes(state.phase)
}
