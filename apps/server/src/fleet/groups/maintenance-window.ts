/** The days of a week, as a window names them; the first is that of `Date.prototype.getUTCDay()`. */
export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
type Day = (typeof DAYS)[number]

/**
 * When the tablets of a group may get a release: while a clock on the wall there shows a time from `from` up to, not
 * including, `to`.
 */
export interface MaintenanceWindow {
  /** The days it opens on; at least one. */
  days: readonly Day[]
  /** `HH:MM`. */
  from: string
  /** `HH:MM`; at or before `from` it is a time of the next day, so that the same twice is a whole day. */
  to: string
  /** An IANA name such as `Europe/Madrid`. */
  timeZone: string
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

/** Is this a time of day, `HH:MM`? */
export function isTimeOfDay(value: unknown): value is string {
  return typeof value === 'string' && TIME.test(value)
}

/** Is this a time zone that is known here? */
export function isTimeZone(value: unknown): value is string {
  if (typeof value !== 'string' || value === '') return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

/** A window in words, for the log. */
export function windowText({ days, from, to, timeZone }: MaintenanceWindow): string {
  return `${days.join(' ')} ${from}-${to} ${timeZone}`
}
