import type { LadderState } from '@relevo/core/ladder'
import type { Kysely } from 'kysely'
import type { LadderStore } from '../fleet/ladder/ports.ts'
import { log } from './event-log.ts'
import { putRows } from './put-rows.ts'
import type { Tables } from './tables.ts'

/** The ladders in the fleet's database. */
export function ladderStore(db: Kysely<Tables>): LadderStore {
  return {
    async all() {
      const rows = await db.selectFrom('ladders').selectAll().orderBy('tablet').execute()
      return rows.map(({ state, ...row }) => ({ ...row, state: JSON.parse(state) as LadderState }))
    },
    save: (put, gone, events) =>
      db.transaction().execute(async (transaction) => {
        const rows = put.map(({ state, ...ladder }) => ({ ...ladder, state: JSON.stringify(state) }))
        await putRows(transaction, 'ladders', ['tablet'], rows)
        for (const tablet of gone) await transaction.deleteFrom('ladders').where('tablet', '=', tablet).execute()
        await log(transaction, events)
      }),
  }
}
