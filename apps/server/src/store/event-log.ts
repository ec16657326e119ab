import { sql, type Transaction } from 'kysely'
import type { NewEvent } from '../fleet/event.ts'
import { mentionsOf } from '../fleet/events/mentions.ts'
import { fromEvent } from './rows.ts'
import type { Tables } from './tables.ts'

/**
 * Append to the log, in the transaction of what happened. An import logs tens of thousands of lines at once: they go to the
 * database as one text, and are taken apart there.
 */
export async function log(transaction: Transaction<Tables>, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = JSON.stringify(events.map(fromEvent))
  const added = await sql<{
    seq: number
  }>`INSERT INTO events (at, type, environment, subject_kind, subject_id, data, actor)
    SELECT value ->> 'at', value ->> 'type', value ->> 'environment', value ->> 'subject_kind', value ->> 'subject_id',
      value ->> 'data', value ->> 'actor'
    FROM json_each(${rows}) ORDER BY key RETURNING seq`.execute(transaction)
  // They were given their places in this order; SQLite tells of them in any (https://sqlite.org/lang_returning.html).
  const places = added.rows.map(({ seq }) => seq).sort((a, b) => a - b)
  const mentions = events.flatMap((event, i) => mentionsOf(event).map((mention) => ({ ...mention, seq: places[i] })))
  if (mentions.length === 0) return
  await sql`INSERT INTO event_mentions (kind, id, seq)
    SELECT value ->> 'kind', value ->> 'id', value ->> 'seq' FROM json_each(${JSON.stringify(mentions)})`.execute(
    transaction,
  )
}
