import type { DeploymentState } from './deployment.ts'

/** What has to be done so that a deployment goes on. */
export type Work =
  | { do: 'prepare' }
  | { do: 'deploy' }
  | { do: 'promote' }
  | { do: 'roll-back' }
  | { do: 'check'; round: 'forward' | 'back'; attempt: number }
  | { do: 'wait'; until: number }

/**
 * The one thing to do in a state, and nothing where it waits for somebody, for its tablets, or has ended. It is told by the state alone:
 * whoever finds a stored deployment after a crash goes on exactly as who stored it would have.
 */
export function workOf(state: DeploymentState): Work | undefined {
  switch (state.phase) {
    case 'preparing':
      return { do: 'prepare' }
    case 'deploying':
      return { do: 'deploy' }
    case 'promoting':
      return { do: 'promote' }
    case 'rolling-back':
      return { do: 'roll-back' }
    case 'previewing':
      return state.until === undefined ? undefined : { do: 'wait', until: state.until }
    case 'scheduled':
    case 'settling':
    case 'settling-back':
      return { do: 'wait', until: state.until }
    case 'checking':
    case 'checking-back':
      if (state.until !== undefined) return { do: 'wait', until: state.until }
      return { do: 'check', round: state.phase === 'checking' ? 'forward' : 'back', attempt: state.attempt }
    default:
      return undefined
  }
}
