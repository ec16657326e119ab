import { settingWords as words } from '../wording/settings.ts'
import { DAYS, type Window } from './group-row.ts'

/**
 * When a group may be updated, in words.
 *
 * @example windowWords({ days: ['mon', 'tue'], from: '02:00', to: '05:00', timeZone: 'Europe/Madrid' }) // 'Mon, Tue 02:00–05:00 Europe/Madrid'
 */
export function windowWords({ days, from, to, timeZone }: Window): string {
  const named = DAYS.filter((day) => days.includes(day)).map((day) => words.days[day])
  const when = named.length === DAYS.length ? words.everyDay : named.join(', ')
  return `${when} ${from}–${to} ${timeZone}`
}
