import type { Phase, Report } from '../protocol/report.ts'
import { type Assignment, pendingIn } from '../waves/assignment.ts'
import type { AssignmentRules } from '../waves/assignment-rules.ts'
import { type AssignmentEvent, step } from '../waves/step.ts'

/** Rules with round numbers: a try is due 1,100 ms after its last progress. */
export const RULES: AssignmentRules = { version: 'r2', timeout: 1_000, verify: 100, maxOffers: 3 }

type Told = Partial<Pick<Report, 'target' | 'error' | 'detail'>>

/** The tablet runs the release that is brought in, and says so. */
export function on(at: number, phase: Phase = 'current', told: Told = {}): AssignmentEvent {
  return { type: 'reported', at, report: { tablet: 't', release: 'r2', phase, ...told } }
}

/** The tablet runs the release before; unless it is at rest, it says what it does about the one that is brought in. */
export function elsewhere(at: number, phase: Phase = 'current', told: Told = {}): AssignmentEvent {
  const about = phase === 'current' ? {} : { target: 'r2' }
  return { type: 'reported', at, report: { tablet: 't', release: 'r1', phase, ...about, ...told } }
}

export function offer(at: number): AssignmentEvent {
  return { type: 'offered', at }
}

export function seen(at: number): AssignmentEvent {
  return { type: 'seen', at }
}

export function woke(at: number): AssignmentEvent {
  return { type: 'woke', at }
}

export function retried(at: number, retry: string, force = false): AssignmentEvent {
  return { type: 'ordered', at, retry, force }
}

/** A tablet of the first wave after these events. */
export function lived(...events: AssignmentEvent[]): Assignment {
  return livedOn(pendingIn(1, 0), ...events)
}

/** The same tablet, some events later. */
export function livedOn(from: Assignment, ...events: AssignmentEvent[]): Assignment {
  return events.reduce((before, event) => step(before, event, RULES), from)
}
