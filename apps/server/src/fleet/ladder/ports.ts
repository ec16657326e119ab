import type { NewEvent } from '../event.ts'
import type { Ladder } from './ladder.ts'

/** Keeps the ladders of those tablets that have one. */
export interface LadderStore {
  all(): Promise<Ladder[]>
  /** In one transaction: where these stand now, those that are no more, by tablet, and what the log says of it. */
  save(put: readonly Ladder[], gone: readonly string[], events: readonly NewEvent[]): Promise<void>
}
