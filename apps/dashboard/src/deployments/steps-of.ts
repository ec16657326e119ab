import type { Strategy } from '../deploying/plan.ts'
import type { WholeDeployment } from './deployment.ts'

/** A step on the way of a deployment. */
export interface Step {
  /** A phase, or `requested`. */
  name: string
  state: 'done' | 'now' | 'failed' | 'ahead'
  at?: string
}

const LIVE = ['pending', 'preparing', 'deploying', 'settling', 'checking']
/** What comes after its health is known, by strategy. */
const AFTER: Record<Strategy, string[]> = {
  all: [],
  canary: ['spreading', 'promoting'],
  'blue-green': ['previewing', 'promoting', 'settling', 'checking'],
}
/** Phases within a step. */
const WITHIN: Record<string, string> = { baking: 'spreading', gated: 'spreading' }
const BACK = ['rolling-back', 'settling-back', 'checking-back']

/** The forward step at which a deployment stopped, by why it stopped. */
const STOPPED_AT: Record<string, string> = {
  denied: 'awaiting-approval',
  'prepare-failed': 'preparing',
  'deploy-failed': 'deploying',
  'health-failed': 'checking',
  'health-unmeasured': 'checking',
  'error-rate': 'spreading',
  'promote-failed': 'promoting',
}

/**
 * The way of a deployment so far, and what is still to come: made of its phase, its reason and its checks. Where none of
 * them says how far it came, only what is known is told.
 *
 * @param isCurrent its release is what its environment runs: a preview that was switched to is looked at once more
 */
export function stepsOf(deployment: WholeDeployment, isCurrent = false): Step[] {
  const { phase, reason, timestamp, finishedAt, checks, strategy = 'all' } = deployment
  const start: Step = { name: 'requested', state: 'done', at: timestamp }
  const forward = [...LIVE, ...AFTER[strategy]]
  const isBefore = phase === 'awaiting-approval' || phase === 'scheduled'
  if (isBefore) return [start, { name: phase, state: 'now' }, ...walk(forward, -1)]
  const step = WITHIN[phase] ?? phase
  const now = isCurrent ? forward.lastIndexOf(step) : forward.indexOf(step)
  if (now >= 0) return [start, ...walk(forward, now)]

  const end: Step = {
    name: phase,
    state: phase === 'failed' ? 'failed' : 'done',
    ...(finishedAt && { at: finishedAt }),
  }
  if (phase === 'success') return [start, ...walk(forward, forward.length), end]
  const wentForward = forwardOf(deployment, forward)
  if (phase === 'failed' && reason !== 'rollback-failed') return [start, ...wentForward, end]
  if (phase === 'failed') {
    const failedAt = checks.some(({ round }) => round === 'back') ? 'checking-back' : 'rolling-back'
    return [start, ...wentForward, ...failAt(BACK, failedAt), end]
  }
  if (phase === 'rolled-back') return [start, ...wentForward, ...walk(BACK, BACK.length), end]
  return [start, ...wentForward, ...walk(BACK, BACK.indexOf(phase))]
}

function walk(names: string[], now: number): Step[] {
  return names.map((name, i) => ({ name, state: i < now ? 'done' : i === now ? 'now' : 'ahead' }))
}

function failAt(names: string[], last: string): Step[] {
  return names.slice(0, names.indexOf(last) + 1).map((name) => ({ name, state: name === last ? 'failed' : 'done' }))
}

function forwardOf({ reason, checks, wave }: WholeDeployment, forward: string[]): Step[] {
  const stoppedAt = reason && STOPPED_AT[reason]
  if (stoppedAt === 'awaiting-approval') return [{ name: stoppedAt, state: 'failed' }]
  if (stoppedAt) return failAt(forward, stoppedAt)
  const looks = checks.filter(({ round }) => round === 'forward')
  const attempt = looks.at(-1)?.attempt
  if (attempt === undefined) return []
  const isWell = looks.every((one) => one.attempt !== attempt || !one.must || one.verdict === 'healthy')
  if (!isWell) return failAt(LIVE, 'checking')
  const way = wave === undefined ? LIVE : [...LIVE, 'spreading']
  return walk(way, way.length)
}
