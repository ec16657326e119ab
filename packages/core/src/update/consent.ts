import { type Consent, policyOf, type Staged, type UpdateRules, type UpdateState } from './state.ts'

/** The question, put at `at`, with as many laters said as before. */
export function ask(at: number, before: Consent, rules: UpdateRules): Consent {
  const laters = 'laters' in before ? before.laters : 0
  return { is: 'asked', laters, ...(rules.countdown > 0 && { deadline: at + rules.countdown }) }
}

/** Where the question stands now: who was not asked yet, or said "later" long enough ago, is asked. */
export function consentNow(state: UpdateState & Staged, at: number, rules: UpdateRules): Consent {
  const { consent } = state
  if (policyOf(state, rules) !== 'prompt' || consent.is === 'given') return consent
  if (consent.is === 'asked') {
    const setBack = consent.deadline !== undefined && consent.deadline - at > rules.countdown
    return setBack ? ask(at, consent, rules) : consent
  }
  return consent.is === 'later' && !isOver(consent.until, at, rules.later) ? consent : ask(at, consent, rules)
}

/** Is a wait until this time over? Also when it is further off than any wait: then the clock was set back. */
export function isOver(until: number, at: number, longest: number): boolean {
  return at >= until || until - at > longest
}
