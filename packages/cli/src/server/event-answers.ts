import { type Fields, fields, moment, some, strange, word } from './read-fields.ts'

/** A row of `GET /api/events`. */
export interface EventRow {
  at: string | number
  type: string
  /** Who did it. */
  actor?: string
  /** What it was about, beside its subject. */
  data: Record<string, string | number | boolean>
}

/** @throws RelevoError `internal`: the server does not speak as documented */
export function readEvent(row: unknown): EventRow {
  const { at, type, actor, data } = fields('api/events', row)
  if (typeof type !== 'string') throw strange('api/events')
  const facts = Object.entries((data ?? {}) as Fields).filter(([, value]) => typeof value !== 'object')
  return { at: moment(at) ?? '', type, ...some({ actor: word(actor) }), data: Object.fromEntries(facts) as never }
}
