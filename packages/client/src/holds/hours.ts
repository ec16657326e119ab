import { alarmOf } from '../alarm.ts'
import type { Clock } from '../ports.ts'

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
  const date = new Date(at)
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`
  return from < to ? from <= time && time < to : from <= time || time < to
}

const two = (value: number) => String(value).padStart(2, '0')

/**
 * Tell when the window closes and opens; looks twice a minute, because local time jumps.
 *
 * @returns how to stop
 */
export function watchHours(hours: Hours, clock: Clock, change: (held: boolean) => void): () => void {
  const next = alarmOf(clock)
  let held = false
  function look(): void {
    const closed = !isWithin(hours, clock.now())
    if (closed !== held) change(closed)
    held = closed
    next.set(30_000, look)
  }
  look()
  return next.off
}
