import type { EventRow } from '../events/event-row.ts'

/** Is told each event as it happens; `undefined` where some were left out and the log has to be read. */
type Reader = (event: EventRow | undefined) => void

const readers = new Set<Reader>()

/**
 * Hear what happens, as it happens.
 *
 * @returns stop
 */
export function onEvent(reader: Reader): () => void {
  readers.add(reader)
  return () => readers.delete(reader)
}

/** Tell everybody who listens. */
export function happened(event: EventRow | undefined): void {
  for (const reader of readers) reader(event)
}
