import { alarmOf } from '../alarm.ts'
import type { Clock } from '../ports.ts'
import { HOURS_LOOK_EVERY } from '../times.ts'

/** A window of the day, `HH:MM` each; `to` before `from` reaches across midnight, equal ends are the whole day. */
export interface Hours {
  from: string
  to: string
  /** An IANA name such as `America/Santiago`; default: the tablet's own time zone. */
  timeZone?: string | undefined
}

/** Can these hours be told? Two times of day, and a time zone that this browser knows by name. */
export function areHours({ from, to, timeZone = 'UTC' }: Hours): boolean {
  try {
    timeOfDay(0, timeZone)
    // An offset such as `+02:00` is a name to newer browsers only.
    return /^([01]\d|2[0-3]):[0-5]\d ([01]\d|2[0-3]):[0-5]\d [A-Z]/i.test(`${from} ${to} ${timeZone}`)
  } catch {
    // `RangeError`: there is no such time zone.
    return false
  }
}

/**
 * Is it within the window? `from` belongs to it, `to` does not. What counts is what a clock on the wall shows: an hour
 * that a night skips is skipped, and one that it has twice counts twice.
 *
 * @param at milliseconds since the epoch
 * @example isWithin({ from: '22:00', to: '05:00', timeZone: 'Europe/Madrid' }, at)
 */
export function isWithin({ from, to, timeZone }: Hours, at: number): boolean {
  const time = timeOfDay(at, timeZone)
  return from < to ? from <= time && time < to : from <= time || time < to
}

/** `HH:MM`. */
function timeOfDay(at: number, timeZone: string | undefined): string {
  return new Date(at).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
}

/**
 * Tell whether the window is closed, now and twice a minute: local time jumps.
 *
 * @returns `look`: tell it now, after a sleep; `off`: how to stop
 */
export function watchHours(hours: Hours, clock: Clock, say: (held: boolean) => void): { look(): void; off(): void } {
  const next = alarmOf(clock)
  function look(): void {
    say(!isWithin(hours, clock.now()))
    next.set(HOURS_LOOK_EVERY, look)
  }
  look()
  return { look, off: next.off }
}
