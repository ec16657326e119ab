import { amount, type Fields, fields, some, strange, word } from './read-fields.ts'

/** A row of `GET /api/groups`. */
export interface GroupRow {
  name: string
  /** Tablets that are in it. */
  tablets: number
  /** When they may get a release; at any time without it. */
  window?: { days: string[]; from: string; to: string; timeZone: string }
  notes?: string
}

/** @throws RelevoError `internal`: the server does not speak as documented */
export function readGroup(row: unknown): GroupRow {
  const { name, tablets, window, notes } = fields('api/groups', row)
  if (typeof name !== 'string') throw strange('api/groups')
  return { name, tablets: amount(tablets), ...some({ window: readWindow(window), notes: word(notes) }) }
}

function readWindow(value: unknown): GroupRow['window'] {
  const { days, from, to, timeZone } = (value ?? {}) as Fields
  if (!Array.isArray(days) || typeof from !== 'string' || typeof to !== 'string') return undefined
  return { days: days.map(String), from, to, timeZone: String(timeZone) }
}
