/** The days of a week, as the API writes them. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

type Day = (typeof DAYS)[number]

/** When the tablets of a group may be updated; over midnight where `to` is at or before `from`. */
export interface Window {
  days: Day[]
  /** Such as `02:00`. */
  from: string
  to: string
  /** Such as `Europe/Madrid`. */
  timeZone: string
}

/** A group of tablets. */
export interface GroupRow {
  name: string
  tablets: number
  window?: Window
  notes?: string
}

/** What keeps a window from being one, if anything. */
export function windowFault({ days, from, to, timeZone }: Window): 'days' | 'times' | 'zone' | undefined {
  if (days.length === 0) return 'days'
  const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
  if (!isTime(from) || !isTime(to)) return 'times'
  return isTimeZone(timeZone) ? undefined : 'zone'
}

/** @see https://tc39.es/ecma402/#sec-case-sensitivity-and-case-mapping for what an engine takes as a time zone */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return name !== ''
  } catch {
    return false
  }
}
