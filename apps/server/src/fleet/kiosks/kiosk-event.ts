import type { EventType, NewEvent } from '../event.ts'

/** A line of the log about a kiosk. */
export function kioskEvent(
  type: Extract<EventType, `kiosk-${string}`>,
  id: string,
  at: number,
  data: NewEvent['data'],
  actor?: string,
): NewEvent {
  return { at, type, ...(actor !== undefined && { actor }), subject: { kind: 'kiosk', id }, data }
}
