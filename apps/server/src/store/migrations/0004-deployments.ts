import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Several environments, each with a history of its own, and deployments. What was current before has a deployment of the
 * same kind as all others, so that it can be gone back to.
 */
export const deployments: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('deployments')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('environment', 'text', (column) => column.notNull().references('environments.name'))
      .addColumn('version', 'text', (column) => column.notNull())
      .addColumn('trigger', 'text', (column) => column.notNull())
      .addColumn('force', 'integer', (column) => column.notNull())
      .addColumn('retry', 'integer', (column) => column.notNull())
      .addColumn('notes', 'text')
      .addColumn('commit', 'text')
      .addColumn('ref', 'text')
      .addColumn('user', 'text')
      .addColumn('key', 'text', (column) => column.unique())
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('started_at', 'integer')
      .addColumn('finished_at', 'integer')
      .addColumn('previous_version', 'text')
      .addColumn('previous_deployment', 'text')
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('phase', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('running', 'integer', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .execute()
    await sql`CREATE UNIQUE INDEX one_runs_in_an_environment ON deployments (environment) WHERE running = 1`.execute(db)
    await db.schema.createIndex('deployments_by_time').on('deployments').columns(['environment', 'at']).execute()
    await db.schema
      .createTable('deployment_checks')
      .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('deployment', 'text', (column) => column.notNull().references('deployments.id'))
      .addColumn('seen', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('deployment_output')
      .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
      .addColumn('deployment', 'text', (column) => column.notNull().references('deployments.id'))
      .addColumn('at', 'integer', (column) => column.notNull())
      .addColumn('step', 'text', (column) => column.notNull())
      .addColumn('stream', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .execute()
    for (const table of ['deployment_checks', 'deployment_output'] as const)
      await db.schema.createIndex(`${table}_by_deployment`).on(table).columns(['deployment', 'seq']).execute()

    await db.schema
      .createTable('former_releases')
      .addColumn('environment', 'text', (column) => column.notNull().references('environments.name'))
      .addColumn('version', 'text', (column) => column.notNull())
      .addColumn('current_at', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('former_releases_key', ['environment', 'version'])
      .execute()
    await sql`INSERT INTO former_releases
      SELECT 'production', version, current_at FROM releases WHERE current_at IS NOT NULL`.execute(db)
    await db.schema.alterTable('releases').dropColumn('current_at').execute()

    // `current` may be a release that somebody else serves, and that is not kept here: it is no reference any more.
    await db.schema.alterTable('environments').addColumn('any_current', 'text').execute()
    await sql`UPDATE environments SET any_current = current`.execute(db)
    await db.schema.alterTable('environments').dropColumn('current').execute()
    await db.schema.alterTable('environments').renameColumn('any_current', 'current').execute()

    await db.schema.alterTable('environments').addColumn('deployment', 'text').execute()
    await sql`UPDATE environments SET deployment = 'before-' || name WHERE current IS NOT NULL`.execute(db)
    await sql`INSERT INTO deployments (id, environment, version, "trigger", force, retry, at, started_at, finished_at,
        status, phase, state, running, revision)
      SELECT deployment, name, current, 'notify', force, 0, changed_at, changed_at, changed_at,
        'success', 'success', '{"phase":"success","health":null}', 0, 1
      FROM environments WHERE current IS NOT NULL`.execute(db)
  },
}
