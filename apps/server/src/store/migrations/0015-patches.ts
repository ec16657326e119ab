import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What is known of release patches, by the lists between which they are, and how the last one did on each tablet. */
export const patches: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('patches')
      .addColumn('from_list', 'text', (column) => column.notNull())
      .addColumn('to_list', 'text', (column) => column.notNull())
      .addColumn('from_version', 'text')
      .addColumn('to_version', 'text', (column) => column.notNull())
      .addColumn('phase', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('patches_between', ['from_list', 'to_list'])
      .execute()
    await db.schema.alterTable('tablets').addColumn('patch', 'text').execute()
  },
}
