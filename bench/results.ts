import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Found } from './bars/bar.ts'

/** What a bench found, and when and where. */
export interface Result extends Found {
  name: string
  /** YYYY-MM-DD */
  date: string
  conditions: string
  /** Load average before it and after it. */
  load: [number, number]
  /** How long it took, s. */
  took: number
  /** How many simulated tablets there were, where there were some. */
  tablets?: number
  quick: boolean
}

const FILE = join(import.meta.dirname, '../.cache/bench/results.json')

/** The latest result of every bench that was ever run here, by name. */
export function results(file = FILE): Record<string, Result> {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** Keep a result in place of the former one of the same bench. */
export function keep(result: Result, file = FILE): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify({ ...results(file), [result.name]: result }, null, 1))
}

/** Under what conditions it was found, as a line. */
export function underWhat(result: Result): string {
  const { date, conditions, load, peers = [], tablets, took, quick } = result
  const [before, after] = load.map((value) => value.toFixed(1))
  return [
    date,
    conditions,
    ...(peers.length > 0 ? [`beside ${peers.join(', ')}`] : []),
    ...(tablets === undefined ? [] : [`${tablets} simulated tablets`]),
    `load average ${before} before and ${after} after; took ${took} s${quick ? ', quick' : ''}`,
  ].join('; ')
}
