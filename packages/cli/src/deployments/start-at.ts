import { RelevoError } from '@relevo/core/errors'

const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?$/

/**
 * The moment that `--start-at` stands for, as the server is told it. A time of day is the next one there is; without a zone
 * it is that of this machine.
 *
 * @param now milliseconds since the epoch
 * @throws RelevoError `usage` for what is no moment, or lies in the past
 * @example startOf('22:30', Date.now())
 */
export function startOf(text: string, now: number): string {
  const start = TIME.test(text) ? nextTime(text, now) : Date.parse(MOMENT.test(text) ? text : '')
  if (Number.isNaN(start))
    throw new RelevoError(
      'usage',
      `--start-at: ${JSON.stringify(text)} is neither a time such as 22:30 nor a moment such as 2026-03-30T22:30:00+02:00`,
    )
  if (start < now) throw new RelevoError('usage', `--start-at: ${text} lies in the past`)
  return new Date(start).toISOString()
}

function nextTime(text: string, now: number): number {
  const [, hours, minutes] = TIME.exec(text) ?? []
  const next = new Date(now)
  next.setHours(Number(hours), Number(minutes), 0, 0)
  // By the calendar, for a day may have 23 or 25 hours.
  if (next.getTime() <= now) next.setDate(next.getDate() + 1)
  return next.getTime()
}
