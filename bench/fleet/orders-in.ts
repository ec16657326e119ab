import type { News } from '@relevo/core/protocol'
import { ofVersion } from '@relevo/core/release'
import type { Slots, SlotsEvent } from '@relevo/core/slots'

/**
 * What `version.json` orders the worker to do, in the order of the shipped page: block, try again, forget everything. `unregister` is taken for `reset`: a simulated tablet always has a worker.
 *
 * @param at milliseconds since the epoch
 */
export function ordersIn({ version, blocked, retry, directive }: News, slots: Slots, at: number): SlotsEvent[] {
  const orders: SlotsEvent[] = []
  if (blocked.length > 0) orders.push({ type: 'blocked', versions: blocked, at })
  const failure = ofVersion(slots.failed, version)
  if (retry !== undefined && failure && failure.retry !== retry) orders.push({ type: 'retry', version, retry })
  if (directive) orders.push({ type: 'reset', directive: directive.id })
  return orders
}
