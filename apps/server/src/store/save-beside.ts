import { sql, type Transaction } from 'kysely'
import type { Alias } from '../fleet/tablets/alias.ts'
import type { Unwritten } from '../fleet/tablets/book.ts'
import type { Card } from '../fleet/tablets/card.ts'
import { fromAlias, fromCard } from './roster-rows.ts'
import type { Tables } from './tables.ts'

/**
 * Write what changes beside what tablets report, inside a transaction of the caller's. An import is tens of thousands of
 * cards at once: they go to the database as one text, and are taken apart there.
 */
export async function saveBeside(
  transaction: Transaction<Tables>,
  { gone, cards, aliases }: { gone: readonly string[]; cards: Unwritten<Card>; aliases: Unwritten<Alias> },
): Promise<void> {
  // What a deployment did with a tablet is told of it by the name that it goes by.
  for (const { id, tablet } of aliases.put) {
    await sql`UPDATE OR IGNORE assignments SET tablet = ${tablet} WHERE tablet = ${id}`.execute(transaction)
  }
  for (const id of gone) await transaction.deleteFrom('assignments').where('tablet', '=', id).execute()
  await remove(transaction, 'tablets', gone)
  await remove(transaction, 'cards', cards.gone)
  await remove(transaction, 'tablet_aliases', aliases.gone)
  if (cards.put.length > 0) {
    const rows = JSON.stringify(cards.put.map(fromCard))
    await sql`INSERT OR REPLACE INTO cards (id, environment, name, "group", tags, notes, pin)
      SELECT value ->> 'id', value ->> 'environment', value ->> 'name', value ->> 'group', value ->> 'tags',
        value ->> 'notes', value ->> 'pin'
      FROM json_each(${rows})`.execute(transaction)
  }
  for (const alias of aliases.put) {
    const { id, ...row } = fromAlias(alias)
    await transaction
      .insertInto('tablet_aliases')
      .values({ id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  }
}

async function remove(
  transaction: Transaction<Tables>,
  table: 'tablets' | 'cards' | 'tablet_aliases',
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) await transaction.deleteFrom(table).where('id', '=', id).execute()
}
