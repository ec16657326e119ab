import type { Version } from '../release/version.ts'
import { climbOn, isOver, type LadderStep, type Look, only, send } from './climb-on.ts'
import { type Complaint, judge } from './complaint.ts'
import { canResume } from './hands.ts'
import { type Climb, type Climbing, climbOf, isClimbing, type LadderState } from './ladder-state.ts'
import { GAP, type LadderRules, LONGEST_PAUSE, pauseAfter, recent, timeToShow } from './patience.ts'
import { firstRung, mostTries } from './rung.ts'

/** What happens to a ladder. */
export type LadderEvent =
  /** Somebody looked at the tablet. */
  | ({ type: 'looked' } & Look)
  /** The last message could not be handed over. `isFinal`: nor could it be the next time. */
  | { type: 'refused'; at: number; isFinal: boolean }
  /** A person wants it brought back now. */
  | ({ type: 'climb' } & Look)
  /** A person wants it left alone. */
  | { type: 'stop'; at: number; by?: string; desired?: Version | undefined }
  /** A person has been there. */
  | { type: 'done'; at: number }

/**
 * The rules of the ladder: the [L] rules of SPEC.md. Pure. An event that means nothing gives back the very same state.
 *
 * @example step(AT_EASE, { type: 'looked', at, sight, since: at - rules.after }, rules).effects // [{ do: 'hint' }]
 */
export function step(state: LadderState, event: LadderEvent, rules: LadderRules): LadderStep {
  switch (event.type) {
    case 'looked':
      return looked(state, event, rules)
    case 'climb':
      return ordered(state, event, rules)
    case 'refused': {
      if (state.phase !== 'sending' && state.phase !== 'verifying') return only(state)
      const { tries, ...climb } = climbOf(state)
      const counted = event.isFinal ? mostTries(climb.rung) : tries
      return only(paused({ ...climb, tries: counted, refused: true }, state.spent, event.at))
    }
    case 'stop': {
      const { at, by, desired } = event
      if (state.phase === 'left' && state.desired === desired) return only(state)
      const whose = { ...(by !== undefined && { by }), ...(desired !== undefined && { desired }) }
      return only({ phase: 'left', at, ...whose, spent: recent(state.spent, at) })
    }
    case 'done':
      return only(state.phase === 'well' ? state : atEase(state, event.at))
  }
}

function looked(state: LadderState, look: Look, rules: LadderRules): LadderStep {
  const { at, sight, since = at } = look
  const { desired } = sight
  if (state.phase === 'left') return only(desired === state.desired ? state : atEase(state, at))
  const verdict = judge(sight, at - since, rules.after)
  if (state.phase === 'well') {
    const isDue = verdict.is === 'wrong' && at - since >= rules.after && !sight.isCrowded
    if (!isDue || desired === undefined) return only(state)
    return climbOn(begun(state, verdict, desired, since), state.spent, look, rules)
  }
  // For another release it begins anew, with the same grace; what cannot be cured is not tried.
  if (desired !== state.desired || verdict.is === 'excused') return only(atEase(state, at))
  if (verdict.is === 'right') return only(recovered(state, look))
  if (verdict.is !== 'wrong') return only(heldBack(state, at, rules))
  return climbing(complaining(state, verdict), look, rules)
}

/** A tablet that is still wrong, and is being climbed for. */
function climbing(state: Climbing, look: Look, rules: LadderRules): LadderStep {
  const { at, since = at } = look
  const { spent, lastAt } = state
  if (state.phase === 'needs-hands') {
    const climb = climbOf(state)
    return canResume(climb, state.reason, look.sight) ? climbOn(climb, spent, look, rules) : only(state)
  }
  if (state.phase === 'sending')
    return isOver(state.until, at, GAP) ? send(climbOf(state), spent, state.next, look, rules) : only(state)
  // It says something else than when the rung was climbed: it moves, and has time anew.
  if (lastAt !== undefined && since > lastAt && at - since < rules.after) return only(state)
  if (state.phase === 'verifying') {
    const isDue = isOver(state.until, at, timeToShow(state.rung, rules.poll))
    return only(isDue ? paused(climbOf(state), spent, at) : state)
  }
  const isPaused = state.for === 'pause' && state.until !== undefined && !isOver(state.until, at, LONGEST_PAUSE)
  return isPaused ? only(state) : climbOn(climbOf(state), spent, look, rules, state)
}

/** What a person orders waits for no grace and no pause, and for everything else. */
function ordered(state: LadderState, look: Look, rules: LadderRules): LadderStep {
  const { at, sight, since = at } = look
  const { desired } = sight
  const verdict = judge(sight, Number.POSITIVE_INFINITY, rules.after)
  if (verdict.is !== 'wrong' || desired === undefined || state.phase === 'sending') return only(state)
  if (!isClimbing(state) || state.phase === 'needs-hands' || desired !== state.desired)
    return climbOn(begun(state, verdict, desired, since), state.spent, look, rules)
  const climb = climbOf(complaining(state, verdict))
  if (state.phase === 'waiting') return climbOn(climb, state.spent, look, rules, state)
  // Whoever saw that the last rung did not help waits for no proof of it.
  return climbOn({ ...climb, tries: mostTries(climb.rung) }, state.spent, look, rules)
}

/** A way that begins; one that led to a tablet coming back, and not staying, is gone on with where its counting is concerned. */
function begun(state: LadderState, { why, code }: Complaint, desired: Version, since: number): Climb {
  const last = state.phase === 'well' ? state.recovered : undefined
  return {
    why,
    ...(code !== undefined && { code }),
    desired,
    since,
    rung: firstRung(why),
    tries: 0,
    climbed: last?.desired === desired ? last.climbed : 0,
  }
}

/** The same, with what is wrong by now. */
function complaining<S extends Climbing>(state: S, { why, code }: Complaint): S {
  if (state.why === why && state.code === code) return state
  const { code: _, ...rest } = state
  return { ...rest, why, ...(code !== undefined && { code }) } as S
}

/** The rung did not help; the next one has time. */
function paused(climb: Climb, spent: readonly number[], at: number): LadderState {
  return { ...climb, phase: 'waiting', for: 'pause', until: at + pauseAfter(climb.climbed), spent }
}

/** A tablet that gets on, or has gone: nothing more is sent. */
function heldBack(state: Climbing, at: number, { poll }: LadderRules): LadderState {
  if (state.phase !== 'sending') return state
  return { ...climbOf(state), phase: 'verifying', until: at + timeToShow(state.rung, poll), spent: state.spent }
}

function recovered(state: Climbing, { at, sight }: Look): LadderState {
  const { since, desired, climbed, last, lastAt } = state
  const isByRung = state.phase !== 'needs-hands' && lastAt !== undefined && (sight.page?.heardAt ?? 0) >= lastAt
  const recovery = { at, ...(isByRung && last && { by: last }), since, desired, climbed }
  return { phase: 'well', recovered: recovery, spent: recent(state.spent, at) }
}

/** Nothing is wrong any more that could be cured, or everything is to begin anew. */
function atEase({ spent }: LadderState, at: number): LadderState {
  return { phase: 'well', spent: recent(spent, at) }
}
