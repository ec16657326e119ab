import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Releases can be blocked, and the tablets of an environment be given a directive. */
export const emergency: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('releases').addColumn('blocked_at', 'integer').execute()
    await db.schema.alterTable('releases').addColumn('retry', 'text').execute()
    await db.schema.alterTable('environments').addColumn('directive', 'text').execute()
    await db.schema.alterTable('environments').addColumn('directive_id', 'text').execute()
  },
}
