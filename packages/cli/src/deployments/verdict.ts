import { EXIT } from '../failure.ts'
import type { Deployment } from './read-deployment.ts'
import { standsStill } from './standing.ts'

/** What somebody waits for: that a release is live, or was taken back, or stands on its preview, or passed a wave. */
export type Goal = 'live' | 'rolled-back' | 'preview' | { wave: number }

/** How waiting for a deployment ended. `--json` has it as `outcome`. */
export type Outcome = 'success' | 'failed' | 'rolled_back' | 'superseded' | 'stopped' | 'timed_out' | 'interrupted'

/**
 * How a deployment ended, `undefined` while it runs. A status of a newer server counts as running: better to wait than
 * to tell CI something wrong.
 *
 * A release that is to be taken back is live until that begins, so `success` is no end then.
 */
export function outcomeOf(deployment: Deployment, goal: Goal): Outcome | undefined {
  const { status, reason } = deployment
  if (status === 'failed') return reason === 'superseded' ? 'superseded' : 'failed'
  if (status === 'rolled_back') return 'rolled_back'
  if (goal === 'rolled-back') return undefined
  if (status === 'success' || isReached(deployment, goal)) return 'success'
  return standsStill(deployment) ? 'stopped' : undefined
}

/** Is it as far as somebody waits for, though not at its end? */
function isReached({ phase, waves = [] }: Deployment, goal: Goal): boolean {
  if (goal === 'preview') return phase === 'previewing'
  return typeof goal === 'object' && waves.some(({ wave, status }) => wave === goal.wave && status === 'passed')
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
    case 'stopped':
      return EXIT.stopped
    case 'timed_out':
      return EXIT.timedOut
    case 'interrupted':
      return EXIT.interrupted
  }
}
