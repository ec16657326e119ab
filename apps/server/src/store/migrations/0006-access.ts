import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Tokens with scopes, sessions of the dashboard, and who did what in the log. */
export const access: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('tokens')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('scopes', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .addColumn('created_at', 'integer', (column) => column.notNull())
      .addColumn('created_by', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'integer')
      .addColumn('last_used_at', 'integer')
      .addColumn('revoked_at', 'integer')
      .execute()
    await db.schema
      .createTable('sessions')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('token_id', 'text', (column) => column.references('tokens.id'))
      .addColumn('root_seal', 'text')
      .addColumn('created_at', 'integer', (column) => column.notNull())
      .addColumn('expires_at', 'integer', (column) => column.notNull())
      .execute()
    await db.schema.alterTable('events').addColumn('actor', 'text').execute()
  },
}
