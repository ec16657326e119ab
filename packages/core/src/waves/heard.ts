import type { Report } from '../protocol/report.ts'
import { type Assignment, isUnderWay, moved, stageOf } from './assignment.ts'
import { type AssignmentRules, dueFrom, hasStayed } from './assignment-rules.ts'

/** A report of a tablet that runs the release. */
export function heardOn(
  before: Assignment,
  { phase, target, error, detail }: Report,
  at: number,
  rules: AssignmentRules,
): Assignment {
  const isOwn = target === undefined || target === rules.version
  if (phase === 'stuck' && isOwn && error !== undefined)
    return failedWith(before, { code: error, ...(detail !== undefined && { detail }) }, at)
  if (before.phase === 'succeeded') return before
  if (before.phase !== 'trial') {
    const way = { phase: 'trial', due: dueFrom(at, rules), furthest: stageOf('trial') } as const
    return moved(begun(before), phase === 'trial' ? way : { ...way, upSince: at }, at)
  }
  if (phase === 'trial') return before
  if (before.upSince === undefined) return { ...before, upSince: at }
  return hasStayed(before.upSince, at, rules) ? moved(before, { phase: 'succeeded' }, at) : before
}

/** A report of a tablet that runs another release. */
export function heardElsewhere(
  before: Assignment,
  { phase, target, error, detail }: Report,
  at: number,
  rules: AssignmentRules,
): Assignment {
  const about = target === rules.version
  const why = { ...(error !== undefined && { code: error }), ...(detail !== undefined && { detail }) }
  if (phase === 'rolled_back' && about) {
    const isKnown = before.phase === 'rolled_back' && before.code === error
    // A tablet remembers its failed try until it hears that it may try again.
    const isOld = before.phase === 'pending' || before.phase === 'offered'
    return isKnown || (isOld && before.retry !== undefined) ? before : moved(begun(before), { phase, ...why }, at)
  }
  if (phase === 'stuck' && about) {
    if (error !== 'incompatible') return failedWith(before, { code: error ?? 'reload-ignored', ...why }, at)
    return before.phase === 'incompatible'
      ? before
      : moved(begun(before), { phase: 'incompatible', ...(detail !== undefined && { detail }) }, at)
  }
  // It ran the release and runs another now: whatever it says of that, the release did not stay.
  if (before.phase === 'succeeded') return moved(before, { phase: 'rolled_back' }, at)
  const reached = about ? stageSaid(phase) : undefined
  return reached ? onItsWay(before, reached, at, rules) : before
}

function stageSaid(phase: Report['phase']): 'downloading' | 'staged' | 'switching' | undefined {
  if (phase === 'backing_off') return 'downloading'
  return phase === 'downloading' || phase === 'staged' || phase === 'switching' ? phase : undefined
}

/** More time only for who gets further than ever in this try: a crash that repeats is no progress. */
function onItsWay(
  before: Assignment,
  phase: 'downloading' | 'staged' | 'switching',
  at: number,
  rules: AssignmentRules,
): Assignment {
  if (before.phase === phase) return before
  const stage = stageOf(phase)
  if (isUnderWay(before) && stage <= before.furthest)
    return moved(before, { phase, due: before.due, furthest: before.furthest }, at)
  return { ...moved(begun(before), { phase, due: dueFrom(at, rules), furthest: stage }, at), offers: 0 }
}

function failedWith(before: Assignment, why: { code: NonNullable<Report['error']>; detail?: string }, at: number) {
  if (before.phase === 'failed' && before.code === why.code) return before
  return moved(begun(before), { phase: 'failed', ...why }, at)
}

/** A tablet that is on its way without an offer that is known of has begun a try all the same. */
function begun(before: Assignment): Assignment {
  return isUnderWay(before) || before.phase === 'succeeded' ? before : { ...before, attempts: before.attempts + 1 }
}
