import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Deliveries of webhooks and their answers, and how far each branch has come in each environment. */
export const webhooks: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('webhook_deliveries')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('event', 'text', (column) => column.notNull())
      .addColumn('environment', 'text')
      .addColumn('answer', 'text', (column) => column.notNull())
      .addColumn('at', 'integer', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('webhook_deliveries_by_age').on('webhook_deliveries').column('at').execute()
    await db.schema
      .createTable('webhook_lines')
      .addColumn('environment', 'text', (column) => column.notNull())
      .addColumn('event', 'text', (column) => column.notNull())
      .addColumn('branch', 'text', (column) => column.notNull())
      .addColumn('head', 'text', (column) => column.notNull())
      .addColumn('newest', 'integer', (column) => column.notNull())
      .addColumn('since', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('webhook_lines_key', ['environment', 'event', 'branch'])
      .execute()
  },
}
