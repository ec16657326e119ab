import type { GroupRow } from '../server/group-answers.ts'

/** When the tablets of a group may get a release, in words. */
export function windowText(window: GroupRow['window']): string {
  if (!window) return 'at any time'
  const { days, from, to, timeZone } = window
  return `${days.length === 7 ? 'daily' : days.join(' ')} ${from}–${to} ${timeZone}`
}
