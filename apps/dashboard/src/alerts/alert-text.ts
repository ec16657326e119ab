import { alertWords } from '../wording/alerts.ts'
import type { AlertRow } from './alert-row.ts'
import { figure } from './figure.ts'

/** What an alert is about, in the operator's language as far as this page knows its rule; else as the server says it. */
export function alertText({
  rule,
  value,
  threshold,
  samples,
  text,
}: Pick<AlertRow, 'rule' | 'value' | 'threshold' | 'samples' | 'text'>): string {
  return alertWords.sentences[rule]?.(figure(rule, value), figure(rule, threshold), samples ?? 0) ?? text
}
