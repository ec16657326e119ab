/**
 * Reading what a server answers, field by field. It may be of another version than this program: what it has more is
 * not looked at, what it has less is left out, and only what a row is nothing without makes it strange.
 */
import { RelevoError } from '@relevo/core/errors'

export type Fields = Record<string, unknown>

/** A list's rows. @throws RelevoError `internal` for what is no list */
export function readRows<T>(data: unknown, read: (row: unknown) => T): T[] {
  if (!Array.isArray(data)) throw strange('a list')
  return data.map(read)
}

/** An object's fields. @throws RelevoError `internal` for what is no object */
export function fields(path: string, value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw strange(path)
  return value as Fields
}

/** A number; 0 for anything else. */
export function amount(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

/** A number, if it is one. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** An object, if it is one and no list. */
export function objectOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

/** A text, if it is one. */
export function word(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A moment as ISO text or milliseconds, if it is one. */
export function moment(value: unknown): string | number | undefined {
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}

/** Without the fields that are `undefined`. */
export function some<T extends Fields>(row: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as never
}

/** The server does not speak as documented. */
export function strange(path: string): RelevoError {
  return new RelevoError('internal', `the answer of ${path} has not the documented form`)
}
