import { NO_SLOTS, type Slots, type SlotsEffect, type SlotsEvent, step } from '@relevo/core/slots'
import type { Database, Transaction } from './database.ts'
import type { ExtendableEvent } from './worker-scope.ts'

/** What has to be done about a change once it is written. The event keeps the worker alive for it. */
export type OnChange = (slots: Slots, effects: readonly SlotsEffect[], event: ExtendableEvent) => void

export interface SlotsRecord {
  read(): Promise<Slots>
  /** Step, write, then have the effects run. `changed` is false when the rules said no. */
  change(happened: SlotsEvent, event: ExtendableEvent): Promise<{ slots: Slots; changed: boolean }>
}

/** The slots on the disk. Never kept in memory: while a worker is replaced, two of them write. */
export function slotsRecord(database: Database, onChange: OnChange): SlotsRecord {
  return {
    read: () => database.read(readSlots),
    async change(happened, event) {
      const { slots, effects, changed } = await database.write((table) => stepSlots(table, happened))
      if (changed) onChange(slots, effects, event)
      return { slots, changed }
    },
  }
}

export async function readSlots(table: Transaction): Promise<Slots> {
  return (await table('state').get<Slots>('slots')) ?? NO_SLOTS
}

/** Read, step and write inside a running transaction. The caller hands the effects on once it is written. */
export async function stepSlots(
  table: Transaction,
  happened: SlotsEvent,
): Promise<{ slots: Slots; effects: SlotsEffect[]; changed: boolean }> {
  const before = await readSlots(table)
  const { slots, effects } = step(before, happened)
  const changed = slots !== before
  if (changed) table('state').put('slots', slots)
  return { slots, effects, changed }
}
