import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Where every rule over the fleet stands in every environment, and the alerts that came of it. */
export const alerts: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('alerts')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('rule', 'text', (column) => column.notNull())
      .addColumn('environment', 'text', (column) => column.notNull())
      .addColumn('since', 'integer', (column) => column.notNull())
      .addColumn('fired_at', 'integer', (column) => column.notNull())
      .addColumn('resolved_at', 'integer')
      .addColumn('acknowledged', 'text')
      .addColumn('reading', 'text', (column) => column.notNull())
      .execute()
    // The last word on "one rule has one alert at a time in an environment".
    await sql`CREATE UNIQUE INDEX one_alert_fires ON alerts (rule, environment) WHERE resolved_at IS NULL`.execute(db)
    await db.schema
      .createTable('alert_lanes')
      .addColumn('rule', 'text', (column) => column.notNull())
      .addColumn('environment', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('alert', 'text', (column) => column.references('alerts.id'))
      .addPrimaryKeyConstraint('alert_lanes_key', ['rule', 'environment'])
      .execute()
  },
}
