import type { Moment } from './moment.ts'
import { isHeldByApp, policyOf, type Staged, type UpdateRules, type UpdateState } from './state.ts'

type Waiting = UpdateState & Staged

/** May a staged release be switched to now? The one place that knows what each hold stops ([U14] to [U24]). */
export function maySwitch(state: Waiting, { at, rules }: Moment): boolean {
  const policy = policyOf(state, rules)
  const isDue = at >= dueAt(state, rules)
  if (policy === 'force' && isDue) return true
  // Who said yes is using the tablet and has looked at the clock: only the app may still object.
  if (policy === 'force' || state.consent.is === 'given') return !isHeldByApp(state)
  return state.holds.length === 0 && (policy === 'auto' || isDue)
}

/** When time alone changes the answer of `maySwitch`, or the prompt; `Infinity` when it never does. */
export function dueAt(state: Waiting, rules: UpdateRules): number {
  const policy = policyOf(state, rules)
  const { consent } = state
  if (policy === 'force') return state.since + rules.maxHold
  if (policy === 'auto') return Infinity
  return consent.is === 'later' ? consent.until : (consent.is === 'asked' && consent.deadline) || Infinity
}
