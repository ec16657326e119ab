import type { Transaction } from 'kysely'
import type { NewEvent } from '../fleet/event.ts'
import { fromEvent } from './rows.ts'
import type { Tables } from './tables.ts'

/** Append to the log, in the transaction of what happened. */
export async function log(transaction: Transaction<Tables>, events: readonly NewEvent[]): Promise<void> {
  for (const event of events) await transaction.insertInto('events').values(fromEvent(event)).execute()
}
