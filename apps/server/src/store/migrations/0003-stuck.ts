import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Releases name the engines they run in; of tablets it is known why they are stuck, and what they run in. */
export const stuck: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('releases').addColumn('engines', 'text').execute()
    for (const [name, type] of TABLET_COLUMNS) await db.schema.alterTable('tablets').addColumn(name, type).execute()
  },
}

const TABLET_COLUMNS = [
  ['stuck_since', 'integer'],
  ['stuck_code', 'text'],
  ['stuck_detail', 'text'],
  ['stuck_target', 'text'],
  ['reloads_to', 'text'],
  ['reloads_order', 'text'],
  ['reloads_at', 'text'],
  ['held_since', 'integer'],
  ['without_worker', 'text'],
  ['engine', 'text'],
  ['engine_version', 'real'],
] as const
