import { CompiledQuery, type Selectable, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/**
 * Write rows, each as a whole, over those that have the same key. The statement is put together once: a fleet is written
 * every few seconds, and a statement for each tablet, built and compiled anew, took more time than all of its check-ins.
 *
 * @param key the columns of the table's primary key
 * @param rows all with the same columns
 */
export async function putRows<T extends keyof Tables & string>(
  transaction: Transaction<Tables>,
  table: T,
  key: readonly (keyof Tables[T] & string)[],
  rows: readonly Selectable<Tables[T]>[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = Object.keys(first).map(quoted)
  const updates = columns.map((column) => `${column} = excluded.${column}`)
  const statement = `insert into ${quoted(table)} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})
    on conflict (${key.map(quoted).join(', ')}) do update set ${updates.join(', ')}`
  for (const row of rows) await transaction.executeQuery(CompiledQuery.raw(statement, Object.values(row)))
}

function quoted(name: string): string {
  return `"${name}"`
}
