import { shortMoment } from '../wording/units.ts'

/**
 * A sentence of the server's with its moments as people read them.
 *
 * @example messageOf('silent since 2026-03-01T08:00:00.000Z.') // 'silent since 09:00:00.'
 */
export function messageOf(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, shortMoment)
}
