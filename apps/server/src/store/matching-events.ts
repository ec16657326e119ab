import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely'
import type { EventFilter } from '../fleet/events/event-filter.ts'
import type { Stretch } from './event-stretches.ts'
import type { EventRow, Tables } from './tables.ts'

/** What a text is looked for in. */
const TEXT = sql`type || ' ' || coalesce(environment, '') || ' ' || subject_id || ' ' || coalesce(actor, '') || ' ' || data`

/**
 * The lines of a stretch that a filter lets through; `passes` says the same of one line. The filter that leads to the fewest
 * lines leads: no index is taken for the others, which SQLite would else choose by guessing.
 *
 * @see https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_
 */
export function matching(db: Kysely<Tables>, filter: EventFilter, { from, to }: Stretch) {
  const { types, environment, tablets, deployment, release, actor, since, until, q } = filter
  const named = namedFirst(filter)
  const lead = named ? undefined : (['tablets', 'actor', 'types', 'environment'] as const).find((one) => filter[one])
  const isOneType = lead === 'types' && types?.length === 1 // these two have an index together
  const column = (name: string, isLead: boolean) => (isLead ? sql.ref(name) : sql.raw(`+${name}`))
  const also: RawBuilder<unknown>[] = [sql`seq BETWEEN ${from} AND ${to}`]
  if (tablets !== undefined) {
    const [kind, id] = [column('subject_kind', lead === 'tablets'), column('subject_id', lead === 'tablets')]
    also.push(sql`${kind} = 'tablet' AND ${id} IN (${sql.join(tablets)})`)
  }
  if (actor !== undefined) also.push(sql`${column('actor', lead === 'actor')} = ${actor}`)
  if (types !== undefined) also.push(sql`${column('type', lead === 'types')} IN (${sql.join(types)})`)
  if (environment !== undefined)
    also.push(sql`${column('environment', lead === 'environment' || isOneType)} = ${environment}`)
  if (since !== undefined) also.push(sql`+at >= ${since}`)
  if (until !== undefined) also.push(sql`+at <= ${until}`)
  if (q !== undefined) also.push(sql`${TEXT} LIKE ${`%${escaped(q)}%`} ESCAPE '\\'`)
  if (named && deployment !== undefined && release !== undefined)
    also.push(sql`EXISTS (SELECT 1 FROM event_mentions AS other
      WHERE other.kind = 'release' AND other.id = ${release} AND other.seq = events.seq)`)
  const source = named ? namedBy(named) : sql<Selectable<EventRow>>`events`
  return db.selectFrom(source.as('events')).where(sql<boolean>`${sql.join(also, sql` AND `)}`)
}

interface Named {
  kind: string
  id: string
}

function namedFirst({ deployment, release }: EventFilter): Named | undefined {
  if (deployment !== undefined) return { kind: 'deployment', id: deployment }
  return release === undefined ? undefined : { kind: 'release', id: release }
}

/** The lines that name something, by their place; CROSS keeps SQLite from beginning with the log. */
function namedBy({ kind, id }: Named) {
  return sql<Selectable<EventRow>>`(
    SELECT mention.seq, at, type, environment, subject_kind, subject_id, data, actor
    FROM event_mentions AS mention CROSS JOIN events AS line ON line.seq = mention.seq
    WHERE mention.kind = ${kind} AND mention.id = ${id}
  )`
}

/** A text in which LIKE finds no wildcard. */
function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
