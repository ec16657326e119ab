import type { Moment } from './moment.ts'
import { type Consent, policyOf, type Staged, type UpdateState } from './state.ts'

/** The question, put now, with as many laters said as before. */
export function ask(before: Consent, { at, rules }: Moment): Consent {
  return {
    is: 'asked',
    laters: 'laters' in before ? before.laters : 0,
    deadline: rules.countdown ? at + rules.countdown : undefined,
  }
}

/** The page slept past the question's deadline: nobody has seen it count down, so it does that again. */
export function askAnew<S extends UpdateState & Staged>(state: S, now: Moment): S {
  const { consent } = state
  const isOverdue = consent.is === 'asked' && consent.deadline !== undefined && consent.deadline <= now.at
  return isOverdue ? { ...state, consent: ask(consent, now) } : state
}

/** Where the question stands now: who was not asked yet, or said "later" long enough ago, is asked. */
export function consentNow(state: UpdateState & Staged, now: Moment): Consent {
  const { at, rules } = now
  const { consent } = state
  if (policyOf(state, rules) !== 'prompt' || consent.is === 'given') return consent
  const stands =
    consent.is === 'asked'
      ? // Further off than any countdown: the clock was set back.
        consent.deadline === undefined || consent.deadline - at <= rules.countdown
      : consent.is === 'later' && !isOver(consent.until, at, rules.later)
  return stands ? consent : ask(consent, now)
}

/** Is a wait until this time over? Also when it is further off than any wait: then the clock was set back. */
export function isOver(until: number, at: number, longest: number): boolean {
  return at >= until || until - at > longest
}
