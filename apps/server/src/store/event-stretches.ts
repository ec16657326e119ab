import type { EventQuery } from '../fleet/ports.ts'

/** Lines of the log by their place, both ends included. */
export interface Stretch {
  from: number
  to: number
}

/** Lines that are looked through in one go: some milliseconds of work, whatever is looked for. */
const LONGEST = 20_000

/**
 * The stretches of the log that a query is about, in the order in which they fill its page: from the latest line back, or
 * from the first one after `after` on.
 *
 * @param ends of the log; `undefined` while it is empty
 */
export function stretchesOf(
  { after, before }: Pick<EventQuery, 'after' | 'before'>,
  ends: Stretch | undefined,
): Stretch[] {
  if (!ends) return []
  const from = Math.max(ends.from, (after ?? -1) + 1)
  const to = Math.min(ends.to, (before ?? Number.POSITIVE_INFINITY) - 1)
  const count = Math.max(0, Math.ceil((to - from + 1) / LONGEST))
  return Array.from({ length: count }, (_, nth) => {
    const done = nth * LONGEST
    if (after === undefined) return { from: Math.max(from, to - done - LONGEST + 1), to: to - done }
    return { from: from + done, to: Math.min(to, from + done + LONGEST - 1) }
  })
}
