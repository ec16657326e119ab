import { alarmOf } from '../alarm.ts'
import type { Clock } from '../ports.ts'
import { HOURS_LOOK_EVERY } from '../times.ts'

/** A window of local time, `HH:MM` each; `to` before `from` reaches across midnight. */
export interface Hours {
  from: string
  to: string
}

/**
 * Is it within the window? `from` belongs to it, `to` does not; equal ends are the whole day.
 *
 * @param at milliseconds since the epoch
 * @example isWithin({ from: '22:00', to: '05:00' }, at)
 */
export function isWithin({ from, to }: Hours, at: number): boolean {
  const time = new Date(at).toTimeString().slice(0, 5)
  return from < to ? from <= time && time < to : from <= time || time < to
}

/**
 * Tell whether the window is closed, now and twice a minute: local time jumps.
 *
 * @returns how to stop
 */
export function watchHours(hours: Hours, clock: Clock, say: (held: boolean) => void): () => void {
  const next = alarmOf(clock)
  function look(): void {
    say(!isWithin(hours, clock.now()))
    next.set(HOURS_LOOK_EVERY, look)
  }
  look()
  return next.off
}
