import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The log can be asked for anything, and how many tablets reported which release is kept over time. */
export const history: Migration = {
  async up(db: Kysely<unknown>) {
    // Each also has the place of its lines, by which a page is read in order.
    for (const column of ['type', 'environment', 'at'] as const)
      await db.schema.createIndex(`events_by_${column}`).on('events').column(column).execute()
    await db.schema
      .createIndex('events_by_environment_and_type')
      .on('events')
      .columns(['environment', 'type'])
      .execute()
    await sql`CREATE INDEX events_by_actor ON events (actor) WHERE actor IS NOT NULL`.execute(db)

    await sql`CREATE TABLE event_mentions (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      seq INTEGER NOT NULL REFERENCES events (seq) ON DELETE CASCADE,
      PRIMARY KEY (kind, id, seq)
    ) WITHOUT ROWID`.execute(db)
    await db.schema.createIndex('event_mentions_by_event').on('event_mentions').column('seq').execute()
    await sql`INSERT OR IGNORE INTO event_mentions
      SELECT subject_kind, subject_id, seq FROM events WHERE subject_kind IN ('deployment', 'release')
      UNION ALL
      SELECT CASE field.key WHEN 'by' THEN 'deployment' ELSE 'release' END, field.atom, seq
      FROM events, json_each(events.data) AS field
      WHERE field.type = 'text' AND field.atom <> '' AND (
        field.key IN ('release', 'version', 'previous', 'target')
        OR field.key = 'from' AND events.type = 'tablet-release'
        OR field.key = 'to' AND subject_kind = 'deployment'
        OR field.key = 'by' AND events.type = 'deployment-superseded'
      )`.execute(db)

    // What is forgotten of the log goes with its notices.
    await db.schema.createIndex('deliveries_by_event').on('deliveries').column('event').execute()
    await sql`CREATE TABLE release_samples (
      environment TEXT NOT NULL REFERENCES environments (name),
      at INTEGER NOT NULL,
      release TEXT NOT NULL,
      tablets INTEGER NOT NULL,
      PRIMARY KEY (environment, at, release)
    ) WITHOUT ROWID`.execute(db)
  },
}
