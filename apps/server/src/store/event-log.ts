import type { Transaction } from 'kysely'
import type { NewEvent } from '../fleet/event.ts'
import { mentionsOf } from '../fleet/events/mentions.ts'
import { fromEvent } from './rows.ts'
import type { Tables } from './tables.ts'

/**
 * Append to the log, in the transaction of what happened. An import logs tens of thousands of lines at once: they go to the
 * database as one text, and are taken apart there.
 */
export async function log(transaction: Transaction<Tables>, events: readonly NewEvent[]): Promise<void> {
  for (const event of events) {
    const { insertId } = await transaction.insertInto('events').values(fromEvent(event)).executeTakeFirstOrThrow()
    const mentions = mentionsOf(event).map((mention) => ({ ...mention, seq: Number(insertId) }))
    if (mentions.length > 0) await transaction.insertInto('event_mentions').values(mentions).execute()
  }
}
