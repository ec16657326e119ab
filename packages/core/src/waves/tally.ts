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
  /** Failed, fallen silent, or gone back; those that were accepted are not among them. */
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

/**
 * Count one tablet in. Changes `tally`: it is done for every tablet of a large fleet, several times a second.
 *
 * @param countFrom failures before were accepted
 */
export function count(
  tally: Tally,
  { assignment, isThere, isForWindow }: Counted,
  { at, timeout, countFrom }: { at: number; timeout: number; countFrom: number },
): void {
  tally.members += 1
  if (!assignment || assignment.phase === 'pending') {
    if (!isThere) return
    tally.waiting += 1
    if (isForWindow) tally.forWindow += 1
    return
  }
  const { phase, since } = assignment
  if (isUnderWay(assignment)) {
    if (phase === 'staged' && Math.abs(at - since) > timeout) tally.held += 1
    else tally.underWay += 1
    return
  }
  if (phase === 'incompatible') tally.incompatible += 1
  if (phase === 'succeeded') tally.succeeded += 1
  else if (!isFailure(assignment) || since < countFrom) return
  else tally.failed += 1
  tally.movedAt = Math.max(tally.movedAt ?? since, since)
}
