import { type Assignment, isUnderWay, moved, stageOf } from './assignment.ts'
import { type AssignmentRules, dueFrom } from './assignment-rules.ts'

type Trying = Assignment & { phase: 'trial' }

/** The tablet runs the release. More time only for who never came so far: a crash that repeats is no progress. */
export function onTrial(before: Assignment, at: number, rules: AssignmentRules): Trying {
  const furthest = stageOf('trial')
  const isKnown = isUnderWay(before) && before.furthest >= furthest
  const due = isKnown ? dueOf(before, at) : dueFrom(at, rules)
  return moved(begun(before), { phase: 'trial', due, furthest }, at) as Trying
}

/** It is up, and done once it has been for long enough. A clock that is set back begins that anew. */
export function stays(before: Trying, at: number, { verify }: AssignmentRules): Assignment {
  const upSince = before.upSince === undefined || before.upSince > at ? at : before.upSince
  if (at - upSince >= verify) return moved(before, { phase: 'succeeded' }, at)
  return upSince === before.upSince ? before : { ...before, upSince }
}

/** It is not up, or not any more: it has to stay anew. */
export function notUp(before: Trying): Assignment {
  if (before.upSince === undefined) return before
  const { upSince: _, ...rest } = before
  return rest
}

/** A tablet that is on its way without an offer that is known of has begun a try all the same. */
export function begun(before: Assignment): Assignment {
  return isUnderWay(before) || before.phase === 'succeeded' ? before : { ...before, attempts: before.attempts + 1 }
}

/** When one that gets no further is due: while it waited for a person, staged, its time stood still. */
export function dueOf(before: Assignment & { due: number }, at: number): number {
  return before.phase === 'staged' ? before.due + Math.max(0, at - before.since) : before.due
}
