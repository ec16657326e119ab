import type { Report } from '../protocol/report.ts'
import { type Assignment, isFailure, isUnderWay, moved, stageOf } from './assignment.ts'
import { type AssignmentRules, dueFrom, hasStayed } from './assignment-rules.ts'
import { heardElsewhere, heardOn } from './heard.ts'

/** What happens to an assignment. */
export type AssignmentEvent =
  /** The tablet was answered that it should run the release. */
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
    case 'seen': {
      const upSince = before.phase === 'trial' ? before.upSince : undefined
      const isDone = upSince !== undefined && hasStayed(upSince, event.at, rules)
      return isDone ? moved(before, { phase: 'succeeded' }, event.at) : before
    }
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

/**
 * An offer to a tablet that was on its way and says no more of it is one more that led to nothing: it loads over and over, or
 * reloads for nothing. Who has it stored, and waits, may be told as often as it asks.
 */
function offered(before: Assignment, at: number, rules: AssignmentRules): Assignment {
  if (before.phase === 'pending' || before.phase === 'superseded') {
    const way = { phase: 'offered', due: dueFrom(at, rules), furthest: 0 } as const
    return { ...moved(before, way, at), attempts: before.attempts + 1 }
  }
  if (before.phase !== 'downloading' && before.phase !== 'switching') return before
  const offers = before.offers + 1
  if (offers >= rules.maxOffers) {
    const detail = `${offers} offers led to nothing`
    return { ...moved(before, { phase: 'failed', code: 'offers-spent', detail }, at), offers }
  }
  // How far it came stays known, and so does its deadline: who starts over and over must not get more time for it.
  return { ...before, phase: 'offered', since: at, offers }
}

function woke(before: Assignment, at: number, { timeout, verify }: AssignmentRules): Assignment {
  if (!isUnderWay(before) || before.phase === 'staged') return before
  // Of a time that is further off than any that is ever set, the clock was set back.
  if (at < before.due && before.due - at <= timeout + verify) return before
  return moved(before, { phase: 'timed_out', during: before.phase }, at)
}

/** A further try for who failed; no question for who is still to switch. The same order twice changes nothing. */
function ordered(before: Assignment, { at, retry, force }: AssignmentEvent & { type: 'ordered' }): Assignment {
  const isOver = isFailure(before) || before.phase === 'superseded' || before.phase === 'incompatible'
  const from = retry !== undefined && isOver ? { ...moved(before, { phase: 'pending' }, at), offers: 0, retry } : before
  if (!force || from.forced || from.phase === 'succeeded') return from
  return { ...from, forced: true }
}
