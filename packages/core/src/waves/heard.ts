import type { Report } from '../protocol/report.ts'
import { type Assignment, isFailure, isUnderWay, moved, stageOf, type Way } from './assignment.ts'
import { type AssignmentRules, dueFrom } from './assignment-rules.ts'
import { begun, dueOf, notUp, onTrial, stays } from './stay.ts'

/** A report of a tablet that runs the release. */
export function heardOn(
  before: Assignment,
  { phase, target, error, detail }: Report,
  at: number,
  rules: AssignmentRules,
): Assignment {
  const isOwn = target === undefined || target === rules.version
  if (phase === 'stuck' && isOwn && error !== undefined)
    return lost(before, { phase: 'failed', code: error, ...(detail !== undefined && { detail }) }, at)
  if (before.phase === 'succeeded') return before
  if (phase !== 'trial') return stays(before.phase === 'trial' ? before : onTrial(before, at, rules), at, rules)
  if (before.phase === 'trial') return notUp(before)
  const isNothingNew = before.phase === 'timed_out' && before.furthest >= stageOf('trial')
  return isNothingNew ? before : onTrial(before, at, rules)
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
    // A tablet remembers its failed try until it hears that it may try again.
    const isOld = before.retry !== undefined && hasNotBegun(before)
    return isOld ? before : lost(before, { phase, ...why }, at)
  }
  if (phase === 'stuck' && about) {
    if (error !== 'incompatible') return lost(before, { phase: 'failed', code: error ?? 'reload-ignored', ...why }, at)
    return before.phase === 'incompatible'
      ? before
      : moved(begun(before), { phase: 'incompatible', ...(detail !== undefined && { detail }) }, at)
  }
  // It ran the release and runs another now: whatever it says of that, the release did not stay.
  if (before.phase === 'succeeded') return moved(before, { phase: 'rolled_back' }, at)
  const reached = about ? stageSaid(phase) : undefined
  if (reached) return onItsWay(before, reached, at, rules)
  return before.phase === 'trial' ? notUp(before) : before
}

function stageSaid(phase: Report['phase']): 'downloading' | 'staged' | 'switching' | undefined {
  if (phase === 'backing_off') return 'downloading'
  return phase === 'downloading' || phase === 'staged' || phase === 'switching' ? phase : undefined
}

/**
 * More time, and offers anew, only for who gets further than ever: a crash that repeats is no progress. Who failed and tries
 * by itself has failed all the same until it does.
 */
function onItsWay(
  before: Assignment,
  phase: 'downloading' | 'staged' | 'switching',
  at: number,
  rules: AssignmentRules,
): Assignment {
  if (before.phase === phase) return before
  const stage = stageOf(phase)
  const furthest = 'furthest' in before ? before.furthest : -1
  if (isFailure(before) && (before.phase !== 'timed_out' || stage <= furthest)) return before
  if (!isUnderWay(before) || stage > furthest)
    return moved({ ...begun(before), offers: 0 }, { phase, due: dueFrom(at, rules), furthest: stage }, at)
  // Who is asked the same question after every reload waits for a person, and not in vain.
  const offers = phase === 'staged' && furthest === stage ? 0 : before.offers
  return moved({ ...before, offers }, { phase, due: dueOf(before, at), furthest }, at)
}

/** Has nothing been heard of a try yet, but that it was ordered or offered? */
function hasNotBegun(before: Assignment): boolean {
  return before.phase === 'pending' || ('furthest' in before && before.furthest === 0)
}

/** The same failure, told once more or known better, is not another one. */
function lost(before: Assignment, way: Way & { phase: 'failed' | 'rolled_back' }, at: number): Assignment {
  if (!isFailure(before)) return moved(begun(before), way, at)
  const isKnown = before.phase === way.phase && (way.code === undefined || before.code === way.code)
  return isKnown ? before : moved(before, way, at)
}
