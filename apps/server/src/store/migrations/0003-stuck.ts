import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Releases name the engines they run in; of tablets it is known why they are stuck, and what they run in. */
export const stuck: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('releases').addColumn('engines', 'text').execute()
    for (const name of ['stuck', 'reloads', 'without_worker', 'engine']) {
      await db.schema.alterTable('tablets').addColumn(name, 'text').execute()
    }
  },
}
