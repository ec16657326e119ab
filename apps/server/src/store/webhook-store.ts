import { type Kysely, sql } from 'kysely'
import type { ReleaseFinder, WebhookStore } from '../fleet/webhooks/ports.ts'
import { log } from './event-log.ts'
import type { Tables } from './tables.ts'

/** How long a delivery is known again, ms. GitHub redelivers for three days. */
const KEPT_FOR = 30 * 24 * 3_600_000
/** Hex digits from which on a commit is told by its beginning. */
const TELLING = 7

/** What webhooks keep in the fleet's database, and what they ask it. */
export function webhookStore(db: Kysely<Tables>): WebhookStore & ReleaseFinder {
  return {
    async answer(delivery) {
      const row = await db
        .selectFrom('webhook_deliveries')
        .select('answer')
        .where('id', '=', delivery)
        .executeTakeFirst()
      return row && JSON.parse(row.answer)
    },
    line: ({ environment, event, branch }) =>
      db
        .selectFrom('webhook_lines')
        .selectAll()
        .where('environment', '=', environment)
        .where('event', '=', event)
        .where('branch', '=', branch)
        .executeTakeFirst(),
    async putLine({ environment, event, branch, ...row }) {
      await db
        .insertInto('webhook_lines')
        .values({ environment, event, branch, ...row })
        .onConflict((conflict) => conflict.columns(['environment', 'event', 'branch']).doUpdateSet(row))
        .execute()
    },
    record: (answer, environment, event) =>
      db.transaction().execute(async (transaction) => {
        const { at } = event
        const row = { event: answer.event, environment: environment ?? null, answer: JSON.stringify(answer), at }
        await transaction
          .deleteFrom('webhook_deliveries')
          .where('at', '<', at - KEPT_FOR)
          .execute()
        await transaction
          .insertInto('webhook_deliveries')
          .values({ id: answer.delivery, ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute()
        await log(transaction, [event])
      }),
    async releaseOfCommit(commit) {
      // Either side may be short: `substr` of the longer one to the length of the shorter.
      const row = await db
        .selectFrom('releases')
        .select('version')
        .where(
          sql<boolean>`min(length("commit"), ${commit.length}) >= ${TELLING}
            AND substr("commit", 1, ${commit.length}) = substr(${commit}, 1, length("commit"))`,
        )
        .orderBy('published_at', 'desc')
        .executeTakeFirst()
      return row?.version
    },
  }
}
