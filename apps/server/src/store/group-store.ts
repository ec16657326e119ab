import type { Kysely } from 'kysely'
import type { GroupStore } from '../fleet/groups/ports.ts'
import { log } from './event-log.ts'
import { fromGroup, toGroup } from './roster-rows.ts'
import type { Tables } from './tables.ts'

/** The settings of groups in the fleet's database. */
export function groupStore(db: Kysely<Tables>): GroupStore {
  return {
    async all() {
      return (await db.selectFrom('tablet_groups').selectAll().orderBy('name').execute()).map(toGroup)
    },
    put: (group, event) =>
      db.transaction().execute(async (transaction) => {
        const { name, ...row } = fromGroup(group)
        await transaction
          .insertInto('tablet_groups')
          .values({ name, ...row })
          .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
          .execute()
        await log(transaction, [event])
      }),
    remove: (name, event) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('tablet_groups').where('name', '=', name).execute()
        await log(transaction, [event])
      }),
  }
}
