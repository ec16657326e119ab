import { amount, duration, percent } from '../wording/units.ts'

/** What each rule measures; one that this page does not know is shown as a plain number. */
const MEASURES: Record<string, 'share' | 'seconds'> = {
  'adoption-stalled': 'share',
  'error-rate': 'share',
  offline: 'share',
  'no-check-ins': 'seconds',
}

/**
 * A value of a rule as a person reads it.
 *
 * @example figure('offline', 0.25) // '25 %'
 */
export function figure(rule: string, value: number): string {
  const measure = MEASURES[rule]
  if (measure === 'share') return percent(value)
  return measure === 'seconds' ? duration(value * 1_000) : amount(value)
}
