import { DAYS, type MaintenanceWindow } from './maintenance-window.ts'
import { clockChanges, DAY, momentsOf, type WallTime, wallTime } from './wall-clock.ts'

/** How a window stands at a moment. */
export interface WindowState {
  open: boolean
  /** When that changes next, milliseconds since the epoch; absent for a window that never closes. */
  changesAt?: number
}

/** Days that are looked ahead: nearly always a few do, but a window of one day a week may lie in an hour that is skipped. */
const AHEAD = [2, 15]

/**
 * Is a window open, and when does that change? It is open exactly while a clock on the wall there shows a time in it, on the
 * days when clocks are put forward or back too. So what is skipped is no part of it, and when an hour comes twice, so does
 * what the window has of it. Pure.
 *
 * @example windowAt({ days: ['mon'], from: '02:00', to: '05:00', timeZone: 'Europe/Madrid' }, at).open
 */
export function windowAt(window: MaintenanceWindow, at: number): WindowState {
  const open = isOpen(window, at)
  for (const ahead of AHEAD) {
    const next = momentsOfChange(window, at, ahead).find((moment) => isOpen(window, moment) !== open)
    if (next !== undefined) return { open, changesAt: next }
  }
  return { open }
}

/** All that can open or close it within some days: its edges, and the changes of the clock. */
function momentsOfChange({ from, to, timeZone }: MaintenanceWindow, at: number, ahead: number): number[] {
  const end = at + ahead * DAY
  const today = Math.floor(wallTime(timeZone, at) / DAY) * DAY
  const days = Array.from({ length: ahead + 3 }, (_, i) => today + (i - 1) * DAY)
  const edges = days.flatMap((day) => [from, to].flatMap((time) => momentsOf(timeZone, day + timeOf(time))))
  const moments = [...edges, ...clockChanges(timeZone, at, end)]
  return moments.filter((moment) => moment > at && moment <= end).sort((a, b) => a - b)
}

function isOpen({ days, from, to, timeZone }: MaintenanceWindow, at: number): boolean {
  const wall = wallTime(timeZone, at)
  const time = wall % DAY
  const [opens, closes] = [timeOf(from), timeOf(to)]
  const isDay = (day: WallTime) => days.includes(DAYS[new Date(day).getUTCDay()] ?? 'sun')
  if (opens < closes) return isDay(wall) && time >= opens && time < closes
  // Over midnight: what is left of it in the morning belongs to the day before.
  return (isDay(wall) && time >= opens) || (isDay(wall - DAY) && time < closes)
}

/** A time of day as milliseconds since midnight. */
function timeOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return (hours * 60 + minutes) * 60_000
}
