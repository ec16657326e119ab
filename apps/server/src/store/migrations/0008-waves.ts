import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** How deployments spread, and how far each has come on each tablet. */
export const waves: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('deployments').addColumn('plan', 'text').execute()
    await db.schema.alterTable('deployments').addColumn('start_at', 'integer').execute()
    await db.schema
      .createTable('assignments')
      .addColumn('deployment', 'text', (column) => column.notNull().references('deployments.id'))
      .addColumn('tablet', 'text', (column) => column.notNull())
      .addColumn('wave', 'integer', (column) => column.notNull())
      .addColumn('phase', 'text', (column) => column.notNull())
      .addColumn('since', 'integer', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('assignments_key', ['deployment', 'tablet'])
      .execute()
    await db.schema
      .createIndex('assignments_by_phase')
      .on('assignments')
      .columns(['deployment', 'phase', 'since'])
      .execute()
    await db.schema.createIndex('assignments_by_tablet').on('assignments').column('tablet').execute()
  },
}
