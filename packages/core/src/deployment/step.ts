import {
  type BackTo,
  type DeploymentState,
  type FailureReason,
  type Health,
  type HealthPolicy,
  hasEnded,
  isLive,
  type RollbackReason,
  type Verdict,
} from './deployment.ts'

/** What happens to a deployment. `back` is the release that could be gone back to at that moment. */
export type DeploymentEvent =
  | { type: 'approved' }
  | { type: 'denied'; detail?: string }
  /** Nothing else runs in its environment any more. */
  | { type: 'started' }
  | { type: 'prepared' }
  | { type: 'prepare-failed'; detail: string }
  /** The release is current now. */
  | { type: 'deployed'; at: number }
  | { type: 'deploy-failed'; detail: string; back?: BackTo | undefined }
  /** Time has passed. */
  | { type: 'woke'; at: number }
  | { type: 'checked'; verdict: Verdict; at: number; detail?: string | undefined; back?: BackTo | undefined }
  /** A person, or a script of theirs, wants the way back. */
  | { type: 'rollback'; back: BackTo; detail?: string | undefined }
  /** The release to go back to is current again. */
  | { type: 'went-back'; at: number }
  | { type: 'back-failed'; detail: string }
  /** Somebody looked again after the end. */
  | { type: 'rechecked'; verdict: Verdict }
  | { type: 'aborted'; detail?: string }
  /** Another deployment takes its environment. */
  | { type: 'superseded'; by: string }

/**
 * The rules of a deployment: the [D] rules of SPEC.md. Pure. An event that means nothing in a state gives back the very
 * same state: results of work that was called off arrive late.
 *
 * @example step({ phase: 'settling', until: 5 }, { type: 'woke', at: 5 }, policy) // { phase: 'checking', attempt: 1 }
 */
export function step(state: DeploymentState, event: DeploymentEvent, policy: HealthPolicy): DeploymentState {
  switch (event.type) {
    case 'approved':
      return state.phase === 'awaiting-approval' ? { phase: 'pending' } : state
    case 'denied':
      return state.phase === 'awaiting-approval' ? failed(state, 'denied', event.detail) : state
    case 'started':
      return state.phase === 'pending' ? { phase: 'preparing' } : state
    case 'prepared':
      return state.phase === 'preparing' ? { phase: 'deploying' } : state
    case 'prepare-failed':
      return state.phase === 'preparing' ? failed(state, 'prepare-failed', event.detail) : state
    case 'deployed':
      return state.phase === 'deploying' ? { phase: 'settling', until: event.at + policy.delay } : state
    case 'deploy-failed':
      return state.phase === 'deploying' ? goBack(state, 'deploy-failed', event.detail, event.back) : state
    case 'woke':
      return woke(state, event.at, policy)
    case 'checked':
      return checked(state, event, policy)
    case 'rollback': {
      const isUnderWay = state.phase === 'deploying' || isLive(state)
      return isUnderWay && state.phase !== 'rolling-back' ? goBack(state, 'manual', event.detail, event.back) : state
    }
    case 'went-back': {
      if (state.phase !== 'rolling-back') return state
      const { phase: _, live: __, ...way } = state
      return { phase: 'settling-back', until: event.at + policy.delay, ...way }
    }
    case 'back-failed':
      return state.phase === 'rolling-back' ? failed(state, 'rollback-failed', event.detail) : state
    case 'rechecked':
      return rechecked(state, event.verdict)
    case 'aborted':
      return ['awaiting-approval', 'pending', 'preparing'].includes(state.phase)
        ? failed(state, 'aborted', event.detail)
        : state
    case 'superseded':
      return hasEnded(state) ? state : failed(state, 'superseded', event.by)
  }
}

function failed(
  state: DeploymentState,
  reason: FailureReason,
  detail: string | undefined,
  health: Health = null,
): DeploymentState {
  return { phase: 'failed', reason, ...(detail !== undefined && { detail }), live: isLive(state), health }
}

/** Back to the release before; where there is none, what was deployed stays, for a broken app is no worse than none. */
function goBack(
  state: DeploymentState,
  reason: RollbackReason,
  detail: string | undefined,
  back: BackTo | undefined,
): DeploymentState {
  if (back) return { phase: 'rolling-back', live: isLive(state), back, reason, ...(detail !== undefined && { detail }) }
  return reason === 'manual' ? state : failed(state, reason, detail, reason === 'health-failed' ? false : null)
}

function woke(state: DeploymentState, at: number, { delay, interval }: HealthPolicy): DeploymentState {
  if (!('until' in state) || state.until === undefined) return state
  // Of a time that is further off than any that is ever set, the clock was set back.
  const longest = state.phase === 'settling' || state.phase === 'settling-back' ? delay : interval
  if (at < state.until && state.until - at <= longest) return state
  if (state.phase === 'checking' || state.phase === 'checking-back') {
    const { until: _, ...due } = state
    return due
  }
  if (state.phase === 'settling') return { phase: 'checking', attempt: 1 }
  const { until: _, ...way } = state
  return { ...way, phase: 'checking-back', attempt: 1 }
}

function checked(
  state: DeploymentState,
  { verdict, at, detail, back }: DeploymentEvent & { type: 'checked' },
  { attempts, interval }: HealthPolicy,
): DeploymentState {
  if ((state.phase !== 'checking' && state.phase !== 'checking-back') || state.until !== undefined) return state
  const isGood = verdict === 'healthy' || verdict === 'none'
  const health = verdict === 'healthy' ? true : null
  if (!isGood && state.attempt < attempts) return { ...state, attempt: state.attempt + 1, until: at + interval }
  if (state.phase === 'checking') {
    if (isGood) return { phase: 'success', health }
    if (verdict === 'unmeasured') return failed(state, 'health-unmeasured', detail)
    return goBack(state, 'health-failed', detail, back)
  }
  if (verdict === 'unhealthy') return failed(state, 'rollback-failed', detail, false)
  // It was healthy before: that nobody could look now is no reason to call the way back a failure.
  const { back: to, reason, detail: why } = state
  return { phase: 'rolled-back', back: to, reason, ...(why !== undefined && { detail: why }), health }
}

function rechecked(state: DeploymentState, verdict: Verdict): DeploymentState {
  if (verdict === 'none' || verdict === 'unmeasured') return state
  const health = verdict === 'healthy'
  if (state.phase === 'success' || state.phase === 'rolled-back')
    return state.health === health ? state : { ...state, health }
  if (state.phase !== 'failed' || !state.live) return state
  if (health && state.reason.startsWith('health-')) return { phase: 'success', health }
  return state.health === health ? state : { ...state, health }
}
