import type { AlertRule } from '@relevo/core/alerts'
import type { FleetEvent } from '../event.ts'
import type { Severity } from './notice.ts'

/** What is wrong while a rule fires, and what is so when it does no more. */
const TITLES: Record<AlertRule, [wrong: string, well: string]> = {
  'adoption-stalled': ['tablets do not get their release', 'tablets got their release'],
  'error-rate': ['many tablets meet errors', 'few tablets meet errors again'],
  offline: ['many tablets are offline', 'tablets are online again'],
  skew: ['too many releases are in use', 'fewer releases are in use again'],
  'no-check-ins': ['no tablet is heard', 'tablets are heard again'],
}

/** How a notice of an alert begins; silence of the whole fleet is the one that cannot wait. */
export function alertWords(
  type: 'alert-fired' | 'alert-resolved',
  environment: string,
  { rule, again, retired }: FleetEvent['data'],
): [severity: Severity, title: string] | undefined {
  const titles = TITLES[rule as AlertRule]
  if (!titles) return undefined
  const [wrong, well] = titles
  if (retired === true) return ['info', `${environment}: ${rule} is not looked at any more`]
  if (type === 'alert-resolved') return ['success', `${environment}: ${well}`]
  const still = again === undefined ? '' : 'still: '
  return [rule === 'no-check-ins' ? 'critical' : 'warning', `${environment}: ${still}${wrong}`]
}

/** What was measured, and what to do; none for what is no alert. */
export function alertLines(type: FleetEvent['type'], { text, advice, rule, since }: FleetEvent['data']): string[] {
  if (type !== 'alert-fired' && type !== 'alert-resolved') return []
  return [`${text}`, ...(type === 'alert-fired' ? [`${advice}`] : []), `Rule: ${rule}`, `Since: ${since}`]
}
