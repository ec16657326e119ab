import { type Kysely, sql } from 'kysely'
import type { AlertQuery, AlertStore } from '../fleet/alerts/ports.ts'
import { fromAlert, fromLane, toAlert, toLane } from './alert-rows.ts'
import { log } from './event-log.ts'
import type { Tables } from './tables.ts'

/** The alerts in the fleet's database. */
export function alertStore(db: Kysely<Tables>): AlertStore {
  const get = async (id: string) => {
    const row = await db.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst()
    return row && toAlert(row)
  }
  return {
    async lanes() {
      const rows = await db.selectFrom('alert_lanes').selectAll().orderBy('environment').orderBy('rule').execute()
      return Promise.all(rows.map(async (row) => toLane(row, row.alert === null ? undefined : await get(row.alert))))
    },
    get,
    async list(query) {
      const about = matching(db, query)
      const rows = await about
        .selectAll()
        .orderBy(sql`resolved_at IS NULL`, 'desc')
        .orderBy(sql`rowid`, 'desc') // not by time: clocks are set back
        .limit(query.limit)
        .offset(query.offset)
        .execute()
      const { count } = await about.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
      return { alerts: rows.map(toAlert), count }
    },
    save: (lanes, events) =>
      db.transaction().execute(async (transaction) => {
        for (const lane of lanes) {
          if (lane.alert) {
            const { id, ...row } = fromAlert(lane.alert)
            await transaction
              .insertInto('alerts')
              .values({ id, ...row })
              .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
              .execute()
          }
          const { rule, environment, ...row } = fromLane(lane)
          await transaction
            .insertInto('alert_lanes')
            .values({ rule, environment, ...row })
            .onConflict((conflict) => conflict.columns(['rule', 'environment']).doUpdateSet(row))
            .execute()
        }
        await log(transaction, events)
      }),
  }
}

function matching(db: Kysely<Tables>, { state, environment }: AlertQuery) {
  let about = db.selectFrom('alerts')
  if (state !== undefined) about = about.where('resolved_at', state === 'firing' ? 'is' : 'is not', null)
  if (environment !== undefined) about = about.where('environment', '=', environment)
  return about
}
