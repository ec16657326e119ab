import type { Kysely } from 'kysely'
import type { DeliveryQuery, NoticeStore } from '../fleet/notices/ports.ts'
import { fromDelivery, toDelivery } from './delivery-rows.ts'
import { toEvent } from './rows.ts'
import type { Tables } from './tables.ts'

/** What the post office keeps, in the database of the log: the log is its queue. */
export function noticeStore(db: Kysely<Tables>): NoticeStore {
  return {
    begin: (sinks) =>
      db.transaction().execute(async (transaction) => {
        const { end } = await transaction
          .selectFrom('events')
          .select((eb) => eb.fn.coalesce(eb.fn.max('seq'), eb.lit(0)).as('end'))
          .executeTakeFirstOrThrow()
        // One that comes back after a while begins anew: nobody wants the notices of that while.
        await transaction
          .deleteFrom('sinks')
          .$if(sinks.length > 0, (query) => query.where('name', 'not in', [...sinks]))
          .execute()
        for (const name of sinks) {
          const row = { name, seq: end }
          await transaction
            .insertInto('sinks')
            .values(row)
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        }
      }),
    async unread(sink, limit) {
      const { seq } = await db.selectFrom('sinks').select('seq').where('name', '=', sink).executeTakeFirstOrThrow()
      const found = await db
        .selectFrom('events')
        .selectAll()
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(limit)
        .execute()
      return { after: seq, events: found.map(toEvent) }
    },
    enter: (sink, after, upTo, deliveries) =>
      db.transaction().execute(async (transaction) => {
        const moved = await transaction
          .updateTable('sinks')
          .set({ seq: upTo })
          .where('name', '=', sink)
          .where('seq', '=', after)
          .executeTakeFirst()
        if (moved.numUpdatedRows === 0n) return // somebody else read on from there
        for (const delivery of deliveries) {
          await transaction
            .insertInto('deliveries')
            .values(fromDelivery(delivery))
            .onConflict((conflict) => conflict.columns(['sink', 'event']).doNothing())
            .execute()
        }
      }),
    async next(sink) {
      const row = await db
        .selectFrom('deliveries')
        .selectAll()
        .where('phase', '=', 'waiting')
        .where('sink', '=', sink)
        .orderBy('next_at')
        .orderBy('event')
        .limit(1)
        .executeTakeFirst()
      const delivery = row && toDelivery(row)
      return delivery?.phase === 'waiting' ? delivery : undefined
    },
    async delivery(id) {
      const row = await db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toDelivery(row)
    },
    async replace(before, after) {
      const { id, ...row } = fromDelivery(after)
      const replaced = await db
        .updateTable('deliveries')
        .set(row)
        .where('id', '=', id)
        .where('phase', '=', before.phase)
        .where('attempts', '=', before.attempts)
        .executeTakeFirst()
      return replaced.numUpdatedRows === 1n
    },
    async deliveries(query) {
      const about = deliveriesAbout(db, query)
      const found = await about
        .selectAll()
        .orderBy('event', 'desc')
        .orderBy('sink')
        .limit(query.limit)
        .offset(query.offset)
        .execute()
      const { count } = await about.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
      return { deliveries: found.map(toDelivery), count }
    },
  }
}

function deliveriesAbout(db: Kysely<Tables>, { phase, sink }: DeliveryQuery) {
  let about = db.selectFrom('deliveries')
  if (phase !== undefined) about = about.where('phase', '=', phase)
  if (sink !== undefined) about = about.where('sink', '=', sink)
  return about
}
