import { type Assignment, isUnderWay, stageOf } from './assignment.ts'
import { isHeld } from './tally.ts'

/** Why a tablet of an open wave does not get the release now. */
export type Refusal = 'failed-here' | 'offers-spent' | 'braked' | 'paused' | 'window' | 'slots'

/** What holds when a tablet asks what to run. */
export interface Asking {
  isBraked: boolean
  /** A person, or doubt, wants no more offers. */
  isPaused: boolean
  /** It is in its maintenance window, or has none. */
  isInWindow: boolean
  /** Tablets that take up a slot now, as `takesSlot` says; the one that asks may be among them. */
  slots: number
  /** Slots there are; absent: as many as tablets. */
  atOnce?: number | undefined
}

/**
 * Why a tablet of an open wave, that runs another release, does not get the release now. Who has begun to switch goes on
 * whatever happens; the brake calls off everybody else; a pause, closed hours and used up slots only stop who has not begun.
 *
 * What is told to a tablet that is not on its way is an offer (`{ type: 'offered' }`) and may be one too many: look at what
 * came of it before it is told.
 *
 * @returns `undefined` when it gets it
 */
export function whyNot(assignment: Assignment | undefined, asking: Asking): Refusal | undefined {
  const phase = assignment?.phase ?? 'pending'
  if (assignment?.phase === 'failed' && assignment.code === 'offers-spent') return 'offers-spent'
  if (phase === 'failed' || phase === 'rolled_back' || phase === 'incompatible') return 'failed-here'
  if (stageOf(phase) >= stageOf('switching')) return undefined
  if (asking.isBraked) return 'braked'
  // Who was ordered in by a person waits for nobody but the brake.
  if ((assignment && isUnderWay(assignment)) || assignment?.forced) return undefined
  if (asking.isPaused) return 'paused'
  if (!asking.isInWindow) return 'window'
  return asking.slots >= (asking.atOnce ?? Number.POSITIVE_INFINITY) ? 'slots' : undefined
}

/**
 * Does a tablet take up one of the slots? Not when it is gone, and not when it waits for a person: it could do so for days,
 * and nobody else would get on.
 */
export function takesSlot(
  assignment: Assignment,
  { isThere, at, timeout }: { isThere: boolean; at: number; timeout: number },
): boolean {
  return isThere && isUnderWay(assignment) && !isHeld(assignment, { at, timeout })
}
