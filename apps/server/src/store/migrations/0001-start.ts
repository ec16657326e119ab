import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Releases, environments, tablets and the log. A migration knows no table type: those move on, it does not. */
export const start: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('releases')
      .addColumn('version', 'text', (column) => column.primaryKey())
      .addColumn('manifest', 'text', (column) => column.notNull())
      .addColumn('notes', 'text')
      .addColumn('commit', 'text')
      .addColumn('bytes', 'integer', (column) => column.notNull())
      .addColumn('files', 'integer', (column) => column.notNull())
      .addColumn('published_at', 'integer', (column) => column.notNull())
      .addColumn('current_at', 'integer')
      .execute()
    await db.schema
      .createTable('environments')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('current', 'text', (column) => column.references('releases.version'))
      .addColumn('force', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('retry', 'text')
      .addColumn('changed_at', 'integer')
      .addColumn('notes', 'text')
      .execute()
    await db.schema
      .createTable('tablets')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('environment', 'text', (column) => column.notNull().references('environments.name'))
      .addColumn('release', 'text', (column) => column.notNull())
      .addColumn('release_since', 'integer', (column) => column.notNull())
      .addColumn('phase', 'text', (column) => column.notNull())
      .addColumn('target', 'text')
      .addColumn('progress', 'real')
      .addColumn('error', 'text')
      .addColumn('error_detail', 'text')
      .addColumn('error_target', 'text')
      .addColumn('error_at', 'integer')
      .addColumn('rollback_code', 'text')
      .addColumn('rollback_target', 'text')
      .addColumn('first_seen', 'integer', (column) => column.notNull())
      .addColumn('last_seen', 'integer', (column) => column.notNull())
      .addColumn('online', 'integer', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('events')
      .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('environment', 'text')
      .addColumn('subject_kind', 'text', (column) => column.notNull())
      .addColumn('subject_id', 'text', (column) => column.notNull())
      .addColumn('data', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex('events_by_subject')
      .on('events')
      .columns(['subject_kind', 'subject_id', 'seq'])
      .execute()
    const seeded = db as Kysely<{ environments: { name: string } }>
    await seeded.insertInto('environments').values({ name: 'production' }).execute()
  },
}
