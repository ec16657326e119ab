import { EXIT } from '../failure.ts'
import type { Deployment } from './read-deployment.ts'

/** What somebody waits for: that a release is live, or that it was taken back. */
export type Goal = 'live' | 'rolled-back'

/** How waiting for a deployment ended. `--json` has it as `outcome`. */
export type Outcome = 'success' | 'failed' | 'rolled_back' | 'superseded' | 'timed_out' | 'interrupted'

/**
 * How a deployment ended, `undefined` while it runs. A status of a newer server counts as running: better to wait than
 * to tell CI something wrong.
 *
 * A release that is to be taken back is live until that begins, so `success` is no end then.
 */
export function outcomeOf({ status, reason }: Deployment, goal: Goal): Outcome | undefined {
  if (status === 'failed') return reason === 'superseded' ? 'superseded' : 'failed'
  if (status === 'rolled_back') return 'rolled_back'
  return status === 'success' && goal === 'live' ? 'success' : undefined
}

/** The exit code for it: 0 only for what was wanted. */
export function exitCodeFor(outcome: Outcome, goal: Goal): number {
  switch (outcome) {
    case 'success':
      return EXIT.done
    case 'rolled_back':
      return goal === 'rolled-back' ? EXIT.done : EXIT.rolledBack
    case 'failed':
      return EXIT.failed
    case 'superseded':
      return EXIT.superseded
    case 'timed_out':
      return EXIT.timedOut
    case 'interrupted':
      return EXIT.interrupted
  }
}
