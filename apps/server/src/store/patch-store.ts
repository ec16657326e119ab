import type { Kysely } from 'kysely'
import type { PatchState } from '../fleet/packing/patch.ts'
import type { PatchStore } from '../fleet/packing/ports.ts'
import { log } from './event-log.ts'
import { putRows } from './put-rows.ts'
import type { Tables } from './tables.ts'

/** What is known of release patches, in the fleet's database. */
export function patchStore(db: Kysely<Tables>): PatchStore {
  return {
    async all() {
      const rows = await db.selectFrom('patches').selectAll().orderBy('at').orderBy('from_list').execute()
      return rows.map((row) => ({
        from: row.from_list,
        to: row.to_list,
        ...(row.from_version !== null && { fromVersion: row.from_version }),
        toVersion: row.to_version,
        state: JSON.parse(row.state) as PatchState,
        at: row.at,
      }))
    },
    save: (put, gone, events) =>
      db.transaction().execute(async (transaction) => {
        const rows = put.map(({ from, to, fromVersion, toVersion, state, at }) => ({
          from_list: from,
          to_list: to,
          from_version: fromVersion ?? null,
          to_version: toVersion,
          phase: state.phase,
          state: JSON.stringify(state),
          at,
        }))
        await putRows(transaction, 'patches', ['from_list', 'to_list'], rows)
        for (const { from, to } of gone)
          await transaction.deleteFrom('patches').where('from_list', '=', from).where('to_list', '=', to).execute()
        await log(transaction, events)
      }),
  }
}
