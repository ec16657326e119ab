/** The time a clock on the wall shows, as if it were that of UTC: milliseconds since the epoch, without seconds. */
export type WallTime = number

const MINUTE = 60_000
const clocks = new Map<string, Intl.DateTimeFormat>()

/** A formatter is dear to make and cheap to use, and there are only so many time zones. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  clocks.set(timeZone, clock)
  return clock
}

/**
 * What a clock on the wall of a time zone shows at a moment.
 *
 * @example wallTime('Europe/Madrid', Date.UTC(2026, 0, 1, 12)) // Date.UTC(2026, 0, 1, 13)
 */
export function wallTime(timeZone: string, at: number): WallTime {
  const parts: Record<string, number> = {}
  for (const { type, value } of clockOf(timeZone).formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute)
}

/**
 * The moments at which the clocks of a time zone are put forward or back, between two moments that are at most a few weeks
 * apart; to the minute.
 */
export function clockChanges(timeZone: string, from: number, to: number): number[] {
  const offset = (at: number) => wallTime(timeZone, at) - Math.floor(at / MINUTE) * MINUTE
  const found: number[] = []
  for (let start = from; start < to; start += DAY) {
    const before = offset(start)
    let [low, high] = [Math.floor(start / MINUTE), Math.floor(Math.min(start + DAY, to) / MINUTE)]
    if (offset(high * MINUTE) === before) continue
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (offset(middle * MINUTE) === before) low = middle
      else high = middle
    }
    found.push(high * MINUTE)
  }
  return found
}

/** The moments at which a clock on the wall shows a time: usually one, none where it is skipped, two where it comes twice. */
export function momentsOf(timeZone: string, wall: WallTime): number[] {
  const offsets = [wall - DAY, wall + DAY].map((near) => wallTime(timeZone, near) - near)
  return [...new Set(offsets.map((offset) => wall - offset))].filter((at) => wallTime(timeZone, at) === wall)
}

/** Milliseconds; days on the wall may be longer or shorter. */
export const DAY = 24 * 60 * MINUTE
