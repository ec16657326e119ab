import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What people say of tablets and groups, and the other names of tablets. */
export const tablets: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('cards')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('environment', 'text')
      .addColumn('name', 'text')
      .addColumn('group', 'text')
      .addColumn('tags', 'text', (column) => column.notNull())
      .addColumn('notes', 'text')
      .addColumn('pin', 'text')
      .execute()
    await db.schema
      .createTable('tablet_aliases')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('tablet', 'text', (column) => column.notNull())
      .addColumn('kept', 'text')
      .execute()
    await db.schema
      .createTable('tablet_groups')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('window', 'text')
      .addColumn('notes', 'text')
      .execute()
  },
}
