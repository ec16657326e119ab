import type { Headcount } from '../fleet/history/census.ts'
import type { Sample } from '../fleet/history/ports.ts'
import type { ReleaseSampleRow } from './tables.ts'

/** Stands where a row's release does, and is none: the row counts who was offline. Every sample has one. */
const OFFLINE = ''

export function rowsOf({ environment, at, counts, offline }: Sample): ReleaseSampleRow[] {
  return [[OFFLINE, offline] as const, ...Object.entries(counts)].map(([release, tablets]) => ({
    environment,
    at,
    release,
    tablets,
  }))
}

export function headcountOf(rows: readonly Pick<ReleaseSampleRow, 'release' | 'tablets'>[]): Headcount {
  const counts = rows.filter(({ release }) => release !== OFFLINE).map(({ release, tablets }) => [release, tablets])
  return {
    counts: Object.fromEntries(counts),
    offline: rows.find(({ release }) => release === OFFLINE)?.tablets ?? 0,
  }
}
