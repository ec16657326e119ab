import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What is done to bring tablets back: one row for each with which not all is well, or was not within the last day. */
export const ladders: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('ladders')
      .addColumn('tablet', 'text', (column) => column.primaryKey())
      .addColumn('environment', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .execute()
  },
}
