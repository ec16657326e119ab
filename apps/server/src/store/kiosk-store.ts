import type { Kysely } from 'kysely'
import type { KioskStore } from '../fleet/kiosks/ports.ts'
import { log } from './event-log.ts'
import { fromKiosk, toKiosk } from './kiosk-rows.ts'
import { putRows } from './put-rows.ts'
import type { Tables } from './tables.ts'

/** So many ids go into one statement; SQLite takes 32,766 variables. */
const BATCH = 1_000

/** The kiosks in the fleet's database. */
export function kioskStore(db: Kysely<Tables>): KioskStore {
  return {
    async all() {
      return (await db.selectFrom('kiosks').selectAll().orderBy('id').execute()).map(toKiosk)
    },
    save: ({ put, gone }, events) =>
      db.transaction().execute(async (transaction) => {
        for (let i = 0; i < gone.length; i += BATCH)
          await transaction
            .deleteFrom('kiosks')
            .where('id', 'in', gone.slice(i, i + BATCH))
            .execute()
        await putRows(transaction, 'kiosks', ['id'], put.map(fromKiosk))
        await log(transaction, events)
      }),
  }
}
