import { CompiledQuery, type Transaction } from 'kysely'
import type { Tablet } from '../fleet/tablet.ts'
import { fromTablet } from './rows.ts'
import type { Tables } from './tables.ts'

/**
 * Write tablets, each as a whole. The statement is put together once: a fleet is written every two seconds, and a statement
 * for each tablet, built and compiled anew, took more time than all of its check-ins.
 */
export async function putTablets(transaction: Transaction<Tables>, tablets: readonly Tablet[]): Promise<void> {
  const rows = tablets.map(fromTablet)
  const [first] = rows
  if (!first) return
  const names = Object.keys(first).map((column) => `"${column}"`)
  const updates = names.map((name) => `${name} = excluded.${name}`)
  const statement = `insert into tablets (${names.join(', ')}) values (${names.map(() => '?').join(', ')})
    on conflict (id) do update set ${updates.join(', ')}`
  for (const row of rows) await transaction.executeQuery(CompiledQuery.raw(statement, Object.values(row)))
}
