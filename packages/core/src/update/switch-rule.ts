import { OWN_HOLDS, policyOf, type Staged, type UpdateRules, type UpdateState } from './state.ts'

type Waiting = UpdateState & Staged

/** May a staged release be switched to now? The one place that knows what each hold stops ([U5] to [U9]). */
export function maySwitch(state: Waiting, rules: UpdateRules, at: number): boolean {
  const appHolds = state.holds.some((hold) => !OWN_HOLDS.includes(hold))
  switch (policyOf(state, rules)) {
    case 'force':
      return !appHolds || at >= state.since + rules.maxHold
    case 'auto':
      return state.holds.length === 0
    case 'prompt':
      // Who said yes is using the tablet and has looked at the clock: only the app may still object.
      if (state.consent.is === 'given') return !appHolds
      return isOverdue(state, at) && state.holds.length === 0
  }
}

/** When the answer of `maySwitch` or of the prompt may change by time alone. */
export function nextLook(state: Waiting, rules: UpdateRules, at: number): number | undefined {
  const times: (number | undefined)[] = []
  if (policyOf(state, rules) === 'force') times.push(state.since + rules.maxHold)
  if (state.consent.is === 'asked') times.push(state.consent.deadline)
  if (state.consent.is === 'later') times.push(state.consent.until)
  const ahead = times.filter((time) => time !== undefined && time > at) as number[]
  return ahead.length > 0 ? Math.min(...ahead) : undefined
}

function isOverdue(state: Waiting, at: number): boolean {
  return state.consent.is === 'asked' && state.consent.deadline !== undefined && at >= state.consent.deadline
}
