import { covers } from '../topic-filter.ts'
import type { Crossing } from './crossing.ts'

/** Topics whose row is remembered: those that speak again and again. */
const MOST = 10_000

/** Rows that come and go while messages cross. */
export interface CrossingRows {
  add(rows: readonly Crossing[]): void
  remove(rows: readonly Crossing[]): void
  /** The row that decides about a topic: the most exact that takes it in, and one of commands before all others. */
  rowOf(topic: string): Crossing | undefined
}

/** A house with hundreds of kiosk apps has thousands of rows, and a message should not be held against each. */
export function createCrossingRows(): CrossingRows {
  const rows = new Set<Crossing>()
  const known = new Map<string, Crossing | undefined>()
  return {
    add(more) {
      known.clear()
      for (const row of more) rows.add(row)
    },
    remove(some) {
      known.clear()
      for (const row of some) rows.delete(row)
    },
    rowOf(topic) {
      if (known.has(topic)) return known.get(topic)
      const fitting = [...rows].filter(({ filter }) => covers(filter, topic))
      const row = fitting.sort((one, other) => rank(one) - rank(other))[0]
      if (known.size >= MOST) known.clear()
      known.set(topic, row)
      return row
    },
  }
}

/** Less is more exact: how many levels of a filter are left open. */
function rank({ filter, way }: Crossing): number {
  if (way === 'command') return -1
  const open = filter.split('/').filter((level) => level === '+').length
  return filter.endsWith('#') ? 1_000 - filter.split('/').length : open
}
