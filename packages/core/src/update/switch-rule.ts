import { isHeldByApp, policyOf, type Staged, type UpdateRules, type UpdateState } from './state.ts'

type Waiting = UpdateState & Staged

/** May a staged release be switched to now? The one place that knows what each hold stops ([U14] to [U24]). */
export function maySwitch(state: Waiting, rules: UpdateRules, at: number): boolean {
  const policy = policyOf(state, rules)
  if (policy === 'force' && at >= state.since + rules.maxHold) return true
  // Who said yes is using the tablet and has looked at the clock: only the app may still object.
  if (policy === 'force' || state.consent.is === 'given') return !isHeldByApp(state)
  return state.holds.length === 0 && (policy === 'auto' || isOverdue(state, at))
}

/** When the answer of `maySwitch` or of the prompt may change by time alone. */
export function nextLook(state: Waiting, rules: UpdateRules, at: number): number | undefined {
  const time = {
    force: state.since + rules.maxHold,
    auto: undefined,
    prompt: answerDue(state),
  }[policyOf(state, rules)]
  return time !== undefined && time > at ? time : undefined
}

function answerDue({ consent }: Waiting): number | undefined {
  if (consent.is === 'asked') return consent.deadline
  return consent.is === 'later' ? consent.until : undefined
}

function isOverdue(state: Waiting, at: number): boolean {
  return state.consent.is === 'asked' && state.consent.deadline !== undefined && at >= state.consent.deadline
}
