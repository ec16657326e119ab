import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The kiosk apps that tablets run in. */
export const kiosks: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('kiosks')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('standing', 'text', (column) => column.notNull())
      .addColumn('app', 'text', (column) => column.notNull())
      .addColumn('name', 'text')
      .addColumn('base', 'text')
      .addColumn('device', 'text')
      .addColumn('rest_url', 'text')
      .addColumn('secret', 'text')
      .addColumn('link', 'text')
      .addColumn('facts', 'text', (column) => column.notNull())
      .addColumn('found_by', 'text')
      .addColumn('client_id', 'text')
      .addColumn('since', 'integer', (column) => column.notNull())
      .addColumn('last_heard', 'integer')
      .execute()
  },
}
