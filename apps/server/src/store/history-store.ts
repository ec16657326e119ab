import { type Kysely, sql } from 'kysely'
import type { ForgetfulStore } from '../fleet/history/forgetting.ts'
import type { HistoryStore } from '../fleet/history/ports.ts'
import { headcountOf, rowsOf } from './sample-rows.ts'
import type { Tables } from './tables.ts'

/** Samples of the fleet in its database, and the forgetting of what is old. */
export function historyStore(db: Kysely<Tables>): HistoryStore & ForgetfulStore {
  return {
    async lastSamples() {
      const ends = await db
        .selectFrom('release_samples')
        .select((eb) => ['environment', eb.fn.max('at').as('at')])
        .groupBy('environment')
        .execute()
      const samples = ends.map(async ({ environment, at }) => {
        const rows = await db
          .selectFrom('release_samples')
          .select(['release', 'tablets'])
          .where('environment', '=', environment)
          .where('at', '=', at)
          .execute()
        return { environment, at, ...headcountOf(rows) }
      })
      return Promise.all(samples)
    },
    addSample: (sample) =>
      db.transaction().execute(async (transaction) => {
        const { environment, at } = sample
        await transaction
          .deleteFrom('release_samples')
          .where('environment', '=', environment)
          .where('at', '=', at)
          .execute()
        await transaction.insertInto('release_samples').values(rowsOf(sample)).execute()
      }),
    async samplesAt(environment, times) {
      const { rows } = await sql<{ time: number; release: string; tablets: number }>`
        SELECT wanted.value AS time, kept.release, kept.tablets
        FROM json_each(${JSON.stringify(times)}) AS wanted CROSS JOIN release_samples AS kept
        WHERE kept.environment = ${environment} AND kept.at = (
          SELECT max(at) FROM release_samples WHERE environment = ${environment} AND at <= wanted.value
        )
        ORDER BY wanted.value, kept.release`.execute(db)
      return [...Map.groupBy(rows, ({ time }) => time)].map(([time, of]) => ({ time, sample: headcountOf(of) }))
    },
    forgetEvents: (before, limit) =>
      db.transaction().execute(async (transaction) => {
        const old = await transaction
          .selectFrom('events')
          .select('seq')
          .where('at', '<', before)
          .where(sql<boolean>`seq <= (SELECT coalesce(min(seq), ${Number.MAX_SAFE_INTEGER}) FROM sinks)`)
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('deliveries')
                  .select('id')
                  .whereRef('event', '=', 'events.seq')
                  .where('phase', 'in', ['waiting', 'sending']),
              ),
            ),
          )
          .orderBy('at')
          .limit(limit)
          .execute()
        const places = old.map(({ seq }) => seq)
        if (places.length === 0) return 0
        await transaction.deleteFrom('deliveries').where('event', 'in', places).execute()
        await transaction.deleteFrom('events').where('seq', 'in', places).execute()
        return places.length
      }),
    async forgetAssignments(before, limit) {
      const { numAffectedRows } = await sql`DELETE FROM assignments WHERE rowid IN (
        SELECT one.rowid FROM deployments AS over JOIN assignments AS one ON one.deployment = over.id
        WHERE over.finished_at < ${before} AND over.status NOT IN ('pending', 'deploying') AND NOT EXISTS (
          SELECT 1 FROM environments AS place LEFT JOIN deployments AS live ON live.id = place.deployment
          WHERE over.id IN (place.deployment, live.previous_deployment))
        LIMIT ${limit})`.execute(db)
      return Number(numAffectedRows ?? 0n)
    },
    async forgetSamples(before, limit) {
      const { numAffectedRows = 0n } = await sql`DELETE FROM release_samples WHERE (environment, at) IN (
        SELECT DISTINCT old.environment, old.at
        FROM environments CROSS JOIN release_samples AS old ON old.environment = environments.name
        WHERE old.at < (SELECT max(at) FROM release_samples WHERE environment = environments.name AND at <= ${before})
        LIMIT ${limit}
      )`.execute(db)
      return Number(numAffectedRows)
    },
  }
}
