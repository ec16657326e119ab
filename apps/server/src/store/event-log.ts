import { sql, type Transaction } from 'kysely'
import type { NewEvent } from '../fleet/event.ts'
import { fromEvent } from './rows.ts'
import type { Tables } from './tables.ts'

/**
 * Append to the log, in the transaction of what happened. An import logs tens of thousands of lines at once: they go to the
 * database as one text, and are taken apart there.
 */
export async function log(transaction: Transaction<Tables>, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = JSON.stringify(events.map(fromEvent))
  await sql`INSERT INTO events (at, type, environment, subject_kind, subject_id, data, actor)
    SELECT value ->> 'at', value ->> 'type', value ->> 'environment', value ->> 'subject_kind', value ->> 'subject_id',
      value ->> 'data', value ->> 'actor'
    FROM json_each(${rows}) ORDER BY key`.execute(transaction)
}
