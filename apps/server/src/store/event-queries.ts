import { type Kysely, sql } from 'kysely'
import type { EventPage, EventQuery } from '../fleet/ports.ts'
import { type Stretch, stretchesOf } from './event-stretches.ts'
import { matching } from './matching-events.ts'
import { toEvent } from './rows.ts'
import type { Tables } from './tables.ts'

/** The log is counted this far: what there is more of, nobody pages through. */
const COUNT_TO = 10_000

/**
 * The part of the log that a query is about, found stretch by stretch from where it begins, until the page is full. Between
 * two stretches whatever else the server does has its turn: SQLite answers within ours.
 */
export async function eventsIn(db: Kysely<Tables>, query: EventQuery): Promise<EventPage> {
  const isForward = query.after !== undefined
  const isCounted = query.q === undefined
  const rows: Awaited<ReturnType<typeof linesIn>> = []
  let count = 0
  for (const [nth, stretch] of stretchesOf(query, await endsOf(db)).entries()) {
    if (nth > 0) await otherWork()
    const room = query.limit - rows.length
    const found = room === 0 ? [] : await linesIn(db, query, stretch, room)
    rows.push(...found)
    if (isCounted) count += found.length < room ? found.length : await countIn(db, query, stretch, COUNT_TO - count)
    if (rows.length === query.limit && (!isCounted || count >= COUNT_TO)) break
  }
  const events = rows.map(toEvent)
  return { events: isForward ? events : events.reverse(), ...(isCounted && { count }) }
}

function linesIn(db: Kysely<Tables>, query: EventQuery, stretch: Stretch, limit: number) {
  const order = query.after === undefined ? 'desc' : 'asc'
  return matching(db, query, stretch).selectAll().orderBy('seq', order).limit(limit).execute()
}

async function countIn(db: Kysely<Tables>, query: EventQuery, stretch: Stretch, most: number): Promise<number> {
  const { count } = await db
    .selectFrom(matching(db, query, stretch).select('seq').limit(most).as('counted'))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** The first and the last place of the log. Asked for apart: SQLite looks each up, and both together for among all. */
async function endsOf(db: Kysely<Tables>): Promise<Stretch | undefined> {
  const { from, to } = await db
    .selectNoFrom([
      sql<number | null>`(SELECT min(seq) FROM events)`.as('from'),
      sql<number | null>`(SELECT max(seq) FROM events)`.as('to'),
    ])
    .executeTakeFirstOrThrow()
  return from === null || to === null ? undefined : { from, to }
}

function otherWork(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
