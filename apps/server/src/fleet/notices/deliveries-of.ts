import type { FleetEvent } from '../event.ts'
import type { Delivery } from './delivery.ts'
import { kindsOf } from './kinds.ts'
import { noticeOf } from './notice-of.ts'
import type { Sink } from './ports.ts'

/**
 * What a sink is told of these events: one notice of each that is of a kind it wants. Pure.
 *
 * @param home address of the server as people reach it, without a trailing slash
 * @param at ms since the epoch; they may leave at once
 * @param newId gives each its id
 */
export function deliveriesOf(
  events: readonly FleetEvent[],
  { name: sink, kinds }: Pick<Sink, 'name' | 'kinds'>,
  { home, at, newId }: { home: string; at: number; newId: () => string },
): Delivery[] {
  return events.flatMap((event): Delivery[] => {
    const isWanted = kindsOf(event).some((kind) => kinds.includes(kind))
    const notice = isWanted ? noticeOf(event, home) : undefined
    if (!notice) return []
    return [{ id: newId(), sink, event: event.seq, notice, madeAt: at, attempts: 0, phase: 'waiting', nextAt: at }]
  })
}
