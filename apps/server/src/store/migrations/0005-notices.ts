import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** How far each sink has read the log, and what became of each notice. */
export const notices: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('sinks')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('deliveries')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('sink', 'text', (column) => column.notNull())
      .addColumn('event', 'integer', (column) => column.notNull().references('events.seq'))
      .addColumn('notice', 'text', (column) => column.notNull())
      .addColumn('made_at', 'integer', (column) => column.notNull())
      .addColumn('phase', 'text', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('next_at', 'integer')
      .addColumn('ended_at', 'integer')
      .addColumn('detail', 'text')
      // The last word on "one notice for each event and sink".
      .addUniqueConstraint('deliveries_once', ['sink', 'event'])
      .execute()
    await db.schema
      .createIndex('deliveries_due')
      .on('deliveries')
      .columns(['phase', 'sink', 'next_at', 'event'])
      .execute()
  },
}
