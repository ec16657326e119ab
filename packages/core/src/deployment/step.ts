import { AT_ONCE, type Plan } from '../waves/index.ts'
import {
  type BackTo,
  type DeploymentState,
  type HealthPolicy,
  hasEnded,
  isCandidate,
  isLive,
  type Verdict,
} from './deployment.ts'
import { failed, goBack } from './ends.ts'
import { UNOPENED } from './spread.ts'
import { type Measure, measured, type Promotion, paused, promote, resumed } from './waves.ts'

/** What happens to a deployment. `back` is the release that could be gone back to at that moment. */
export type DeploymentEvent =
  | { type: 'approved'; at: number }
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
  /** It was looked how its tablets do, or time has passed. */
  | ({ type: 'measured'; back?: BackTo | undefined } & Measure)
  | { type: 'paused'; at: number; detail?: string | undefined }
  /** `acceptErrors`: the failures so far count no more, and the brake is released. */
  | { type: 'resumed'; at: number; acceptErrors: boolean }
  /** A person says that it is time: for the next wave, for everybody, for the switch. */
  | ({ type: 'promote' } & Promotion)
  /** It is current now, for everybody. */
  | { type: 'promoted'; at: number }
  | { type: 'promote-failed'; detail: string; back?: BackTo | undefined }
  /** Somebody looked again after the end. */
  | { type: 'rechecked'; verdict: Verdict }
  | { type: 'aborted'; detail?: string }
  /** Another deployment takes its environment. */
  | { type: 'superseded'; by: string }

/** What a deployment keeps to. Without a plan everybody gets the release at once. */
export interface Policy extends HealthPolicy {
  plan?: Plan
}

/**
 * The rules of a deployment: the [D] rules of SPEC.md. Pure. An event that means nothing in a state gives back the very
 * same state: results of work that was called off arrive late.
 *
 * @example step({ phase: 'settling', until: 5 }, { type: 'woke', at: 5 }, policy) // { phase: 'checking', attempt: 1 }
 */
export function step(state: DeploymentState, event: DeploymentEvent, policy: Policy): DeploymentState {
  switch (event.type) {
    case 'approved':
      return state.phase === 'awaiting-approval' ? toStart(state.startAt, event.at) : state
    case 'denied':
      return state.phase === 'awaiting-approval' ? failed(state, 'denied', event.detail) : state
    case 'started':
      return state.phase === 'pending' ? { phase: 'preparing' } : state
    case 'prepared':
      return state.phase === 'preparing' ? { phase: 'deploying' } : state
    case 'prepare-failed':
      return state.phase === 'preparing' ? failed(state, 'prepare-failed', event.detail) : state
    case 'deployed':
      return state.phase === 'deploying' ? deployed(event.at, policy) : state
    case 'deploy-failed':
      return state.phase === 'deploying' ? goBack(state, 'deploy-failed', event.detail, event.back) : state
    case 'woke':
      return woke(state, event.at, policy)
    case 'checked':
      return checked(state, event, policy)
    case 'rollback': {
      const isUnderWay = state.phase === 'deploying' || isLive(state) || isCandidate(state)
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
      return ['awaiting-approval', 'scheduled', 'pending', 'preparing'].includes(state.phase) || isCandidate(state)
        ? failed(state, 'aborted', event.detail)
        : state
    case 'measured':
      return measured(state, event, policy.plan ?? AT_ONCE)
    case 'paused':
      return paused(state, event)
    case 'resumed':
      return resumed(state, event)
    case 'promote':
      return promote(state, event, policy.plan ?? AT_ONCE)
    case 'promoted':
      return state.phase === 'promoting' ? promoted(state, event.at, policy) : state
    case 'promote-failed':
      return state.phase === 'promoting' ? goBack(state, 'promote-failed', event.detail, event.back) : state
    case 'superseded':
      return hasEnded(state) ? state : failed(state, 'superseded', event.by)
  }
}

/**
 * Where one begins that needs nobody's yes, or has it.
 *
 * @param startAt not before; absent: at once
 */
export function toStart(startAt: number | undefined, at: number): DeploymentState {
  return startAt !== undefined && startAt > at ? { phase: 'scheduled', until: startAt } : { phase: 'pending' }
}

function deployed(at: number, { delay, plan = AT_ONCE }: Policy): DeploymentState {
  return { phase: 'settling', until: at + delay, ...(plan.strategy !== 'all' && { candidate: true }) }
}

/** A canary was looked at before its first wave, and by its tablets since; what was switched to is looked at once more. */
function promoted(
  state: DeploymentState & { phase: 'promoting' },
  at: number,
  { delay, plan }: Policy,
): DeploymentState {
  if (plan?.strategy === 'blue-green') return { phase: 'settling', until: at + delay }
  return { ...state, phase: 'success' }
}

/** A healthy candidate goes on to its first wave, or waits on its preview. */
function wellChecked(health: true | null, at: number, { plan = AT_ONCE }: Policy): DeploymentState {
  if (plan.strategy === 'canary') return { phase: 'spreading', spread: UNOPENED, health }
  const { autoPromote } = plan as { autoPromote?: number }
  return { phase: 'previewing', ...(autoPromote !== undefined && { until: at + autoPromote }), health }
}

function woke(state: DeploymentState, at: number, { delay, interval, plan }: Policy): DeploymentState {
  if (!('until' in state) || state.until === undefined || state.phase === 'baking') return state
  if (state.phase === 'scheduled') return at < state.until ? state : { phase: 'pending' }
  if (state.phase === 'previewing') {
    const most = plan?.strategy === 'blue-green' ? (plan.autoPromote ?? 0) : 0
    // The clock was set back: who wants to look at the preview gets all the time there is, rather than too little.
    if (state.until - at > most) return { ...state, until: at + most }
    return at < state.until ? state : { phase: 'promoting', health: state.health }
  }
  // Of a time that is further off than any that is ever set, the clock was set back.
  const longest = state.phase === 'settling' || state.phase === 'settling-back' ? delay : interval
  if (at < state.until && state.until - at <= longest) return state
  if (state.phase === 'checking' || state.phase === 'checking-back') {
    const { until: _, ...due } = state
    return due
  }
  if (state.phase === 'settling') return { ...standing(state), phase: 'checking', attempt: 1 }
  const { until: _, ...way } = state
  return { ...way, phase: 'checking-back', attempt: 1 }
}

function checked(
  state: DeploymentState,
  { verdict, at, detail, back }: DeploymentEvent & { type: 'checked' },
  policy: Policy,
): DeploymentState {
  const { attempts, interval } = policy
  if ((state.phase !== 'checking' && state.phase !== 'checking-back') || state.until !== undefined) return state
  const isGood = verdict === 'healthy' || verdict === 'none'
  const health = verdict === 'healthy' ? true : null
  if (!isGood && state.attempt < attempts) return { ...state, attempt: state.attempt + 1, until: at + interval }
  if (state.phase === 'checking') {
    if (isGood) return state.candidate ? wellChecked(health, at, policy) : { phase: 'success', health }
    if (verdict === 'unmeasured') return failed(state, 'health-unmeasured', detail)
    return goBack(state, 'health-failed', detail, back)
  }
  if (verdict === 'unhealthy') return failed(state, 'rollback-failed', detail, false)
  // It was healthy before: that nobody could look now is no reason to call the way back a failure.
  const { attempt: _, until: __, ...way } = state
  return { ...way, phase: 'rolled-back', health }
}

function rechecked(state: DeploymentState, verdict: Verdict): DeploymentState {
  if (verdict === 'none' || verdict === 'unmeasured') return state
  const health = verdict === 'healthy'
  if (state.phase === 'success' || state.phase === 'rolled-back')
    return state.health === health ? state : { ...state, health }
  if (state.phase !== 'failed' || !state.live) return state
  if (health && state.reason.startsWith('health-'))
    return { phase: 'success', health, ...(state.spread && { spread: state.spread }) }
  return state.health === health ? state : { ...state, health }
}

function standing({ candidate }: { candidate?: true }): { candidate?: true } {
  return candidate ? { candidate } : {}
}
