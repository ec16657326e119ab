import { type Assignment, isFailure, isUnderWay } from './assignment.ts'

/** How many tablets of a wave, or of a whole deployment, are where. */
export interface Tally {
  /** All that belong to it. */
  members: number
  /** In it, not told yet, and there to be told. */
  waiting: number
  /** Of those waiting, how many wait for their maintenance window. */
  forWindow: number
  /** On their way; those that wait for a person or their hours for longer than the timeout are not among them. */
  underWay: number
  /** Staged for longer than the timeout: they wait for a person, or for their hours. */
  held: number
  succeeded: number
  /** Failed, fallen silent, or gone back, and no success since; those that were accepted are not among them. */
  failed: number
  incompatible: number
  /** When the last of them succeeded or failed. */
  movedAt?: number
}

/** Nobody. */
export const NOBODY: Tally = {
  members: 0,
  waiting: 0,
  forWindow: 0,
  underWay: 0,
  held: 0,
  succeeded: 0,
  failed: 0,
  incompatible: 0,
}

/** A tablet that is counted. */
export interface Counted {
  assignment?: Assignment | undefined
  /** It can be reached now. */
  isThere: boolean
  /** It waits for its maintenance window. */
  isForWindow: boolean
}

/** When it is counted, milliseconds. */
export interface Counting {
  at: number
  timeout: number
  /** Failures before were accepted. */
  countFrom: number
}

/** Count one tablet in. Changes `tally`: it is done for every tablet of a large fleet, several times a second. */
export function count(tally: Tally, counted: Counted, counting: Counting): void {
  tally.members += 1
  const { assignment } = counted
  const failedAt = assignment && failureOf(assignment, counting)
  if (failedAt !== undefined) {
    tally.failed += 1
    note(tally, failedAt, counting)
  } else if (!assignment || assignment.phase === 'pending') {
    if (!counted.isThere) return
    tally.waiting += 1
    if (counted.isForWindow) tally.forWindow += 1
  } else if (isUnderWay(assignment)) {
    if (isHeld(assignment, counting)) tally.held += 1
    else tally.underWay += 1
  } else if (assignment.phase === 'incompatible') tally.incompatible += 1
  else if (assignment.phase === 'succeeded') {
    tally.succeeded += 1
    note(tally, assignment.since, counting)
  }
}

/** Has it been staged for so long that it waits for a person, or for its hours? */
export function isHeld({ phase, since }: Assignment, { at, timeout }: Pick<Counting, 'at' | 'timeout'>): boolean {
  return phase === 'staged' && Math.abs(at - since) > timeout
}

/** When it failed, if that counts. Accepted up to a time that is still to come, the clock was set back: then nothing is. */
function failureOf(assignment: Assignment, { at, countFrom }: Counting): number | undefined {
  const failedAt = assignment.failedSince ?? (isFailure(assignment) ? assignment.since : undefined)
  const isAccepted = failedAt !== undefined && failedAt < countFrom && countFrom <= at + 1
  return isAccepted ? undefined : failedAt
}

/** What happened at a time that is still to come tells nothing of how long ago the last one was. */
function note(tally: Tally, when: number, { at }: Counting): void {
  if (when <= at) tally.movedAt = Math.max(tally.movedAt ?? when, when)
}
