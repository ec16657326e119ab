import {
  type BackTo,
  type DeploymentState,
  type FailureReason,
  type Health,
  isLive,
  type RollbackReason,
} from './deployment.ts'

/** The end of a deployment that was no success; what is current stays so. */
export function failed(
  state: DeploymentState,
  reason: FailureReason,
  detail: string | undefined,
  health: Health = null,
): DeploymentState {
  return {
    phase: 'failed',
    reason,
    ...(detail !== undefined && { detail }),
    live: isLive(state),
    health,
    ...(state.spread && { spread: state.spread }),
  }
}

/**
 * Back to the release before; where there is none, what was deployed stays, for a broken app is no worse than none. A
 * candidate that has none before it ends all the same: nobody else is to get it.
 */
export function goBack(
  state: DeploymentState,
  reason: RollbackReason,
  detail: string | undefined,
  back: BackTo | undefined,
): DeploymentState {
  if (!back)
    return reason === 'manual' ? state : failed(state, reason, detail, reason === 'health-failed' ? false : null)
  return {
    phase: 'rolling-back',
    live: isLive(state),
    back,
    reason,
    ...(detail !== undefined && { detail }),
    ...(state.spread && { spread: state.spread }),
  }
}
