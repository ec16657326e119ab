import type { Delivery } from '../fleet/notices/delivery.ts'
import type { DeliveryRow } from './tables.ts'

export function toDelivery(row: DeliveryRow): Delivery {
  const { id, sink, event, attempts, phase, detail } = row
  const same = { id, sink, event, notice: JSON.parse(row.notice), madeAt: row.made_at, attempts }
  const endedAt = row.ended_at ?? row.made_at
  const why = detail === null ? {} : { detail }
  switch (phase as Delivery['phase']) {
    case 'waiting':
      return { ...same, phase: 'waiting', nextAt: row.next_at ?? row.made_at, ...why }
    case 'sending':
      return { ...same, phase: 'sending', ...why }
    case 'sent':
      return { ...same, phase: 'sent', endedAt, ...why }
    case 'dead':
      return { ...same, phase: 'dead', endedAt, detail: detail ?? '' }
  }
}

export function fromDelivery(delivery: Delivery): DeliveryRow {
  const { id, sink, event, notice, madeAt, attempts, phase, detail } = delivery
  return {
    id,
    sink,
    event,
    notice: JSON.stringify(notice),
    made_at: madeAt,
    phase,
    attempts,
    next_at: phase === 'waiting' ? delivery.nextAt : null,
    ended_at: phase === 'sent' || phase === 'dead' ? delivery.endedAt : null,
    detail: detail ?? null,
  }
}
