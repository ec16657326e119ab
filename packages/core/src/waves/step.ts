import type { Report } from '../protocol/report.ts'
import { type Assignment, isFailure, isUnderWay, moved, stageOf } from './assignment.ts'
import { type AssignmentRules, dueFrom } from './assignment-rules.ts'
import { heardElsewhere, heardOn } from './heard.ts'
import { stays } from './stay.ts'

/** What happens to an assignment. */
export type AssignmentEvent =
  /** The tablet was answered that it should run the release, and was not on its way there. */
  | { type: 'offered'; at: number }
  | { type: 'reported'; at: number; report: Report }
  /** A sign of life without a report: it runs what it ran. */
  | { type: 'seen'; at: number }
  /** Time has passed. */
  | { type: 'woke'; at: number }
  /** A further try was ordered, or that it must not ask. */
  | { type: 'ordered'; at: number; retry?: string; force: boolean }
  /** The release is no longer offered: who has not switched stays where it is. */
  | { type: 'called-off'; at: number }
  /** Something else is wanted of it from now on. */
  | { type: 'superseded'; at: number }

/**
 * The rules of an assignment: the [W] rules of SPEC.md. Pure. An event that means nothing gives back the very same object.
 *
 * @example step(pendingIn(1, 0), { type: 'offered', at: 5 }, rules).phase // 'offered'
 */
export function step(before: Assignment, event: AssignmentEvent, rules: AssignmentRules): Assignment {
  switch (event.type) {
    case 'offered':
      return offered(before, event.at, rules)
    case 'reported':
      return event.report.release === rules.version
        ? heardOn(before, event.report, event.at, rules)
        : heardElsewhere(before, event.report, event.at, rules)
    case 'seen':
      return before.phase === 'trial' && before.upSince !== undefined ? stays(before, event.at, rules) : before
    case 'woke':
      return woke(before, event.at, rules)
    case 'ordered':
      return ordered(before, event)
    case 'called-off': {
      const isCallable = isUnderWay(before) && stageOf(before.phase) < stageOf('switching')
      return isCallable ? moved(before, { phase: 'pending' }, event.at) : before
    }
    case 'superseded':
      return before.phase === 'superseded' ? before : moved(before, { phase: 'superseded' }, event.at)
  }
}

/** An offer to a tablet that is on its way leads nowhere new: it was there before, and is not any more. */
function offered(before: Assignment, at: number, rules: AssignmentRules): Assignment {
  const isOpen = before.phase === 'pending' || before.phase === 'timed_out' || before.phase === 'superseded'
  if ((!isOpen && !isUnderWay(before)) || before.phase === 'trial') return before
  if (before.offers >= rules.maxOffers) {
    const detail = `${before.offers} offers led to nothing`
    return moved(before, { phase: 'failed', code: 'offers-spent', detail }, at)
  }
  const offers = before.offers + 1
  // How far it came stays known, and so does its deadline: who starts over and over must not get more time for it.
  if (isUnderWay(before)) return { ...before, offers }
  const furthest = before.phase === 'timed_out' ? before.furthest : 0
  const next = { ...before, offers, attempts: before.attempts + 1 }
  return moved(next, { phase: 'offered', due: dueFrom(at, rules), furthest }, at)
}

function woke(before: Assignment, at: number, rules: AssignmentRules): Assignment {
  if (!isUnderWay(before) || before.phase === 'staged') return before
  const latest = dueFrom(at, rules)
  // Of a time that is further off than any that is ever set, the clock was set back: that is nobody's fault.
  if (before.due > latest) return { ...before, due: latest }
  if (at < before.due) return before
  return moved(before, { phase: 'timed_out', during: before.phase, furthest: before.furthest }, at)
}

/** A further try for who failed; no question for who is still to switch. The same order twice changes nothing. */
function ordered(before: Assignment, { at, retry, force }: AssignmentEvent & { type: 'ordered' }): Assignment {
  const isOver = isFailure(before) || before.phase === 'superseded' || before.phase === 'incompatible'
  const isFurther = retry !== undefined && retry !== before.retry && isOver
  const from = isFurther ? triedAgain(before, retry, at) : before
  if (!force || from.forced || from.phase === 'succeeded') return from
  return { ...from, forced: true }
}

function triedAgain(before: Assignment, retry: string, at: number): Assignment {
  const { failedSince: _, ...forgiven } = before
  return { ...moved(forgiven as Assignment, { phase: 'pending' }, at), offers: 0, retry }
}
