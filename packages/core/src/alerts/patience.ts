import type { AlertRule, AlertSettings } from './rules.ts'

/** How long an alert takes to make up its mind, in milliseconds. */
export interface Patience {
  /** It must look bad for so long before it fires. */
  hold: number
  /** It must look well for so long before it is over. */
  calm: number
  /** Between two notices of one that nobody has acknowledged; absent = it is told once. */
  remind?: number
}

/** How long it must look well, whatever the rule. */
const CALM = 300_000

/**
 * How patient a rule is. None holds for less than two polls, so that every tablet had its chance to say that it is well;
 * those whose measure is a time already fire at once.
 *
 * @param poll milliseconds between two polls of a tablet
 */
export function patienceOf(rule: AlertRule, settings: AlertSettings, poll: number, remind?: number): Patience {
  const setting = settings[rule]
  const isTimeAlready = rule === 'error-rate' || rule === 'no-check-ins'
  const hold = isTimeAlready || !setting || !('for' in setting) ? 0 : Math.max(setting.for, 2 * poll)
  return { hold, calm: CALM, ...(remind !== undefined && { remind }) }
}
