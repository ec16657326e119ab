import type { Transaction } from 'kysely'
import type { Environment } from '../fleet/environment.ts'
import { fromEnvironment } from './rows.ts'
import type { Tables } from './tables.ts'

/** Keep an environment, inside a transaction of the caller's. */
export async function putEnvironment(transaction: Transaction<Tables>, environment: Environment): Promise<void> {
  const { name, ...row } = fromEnvironment(environment)
  await transaction.updateTable('environments').set(row).where('name', '=', name).execute()
}
