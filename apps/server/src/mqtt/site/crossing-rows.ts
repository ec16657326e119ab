import { createFilterIndex } from '../filter-index.ts'
import type { Crossing } from './crossing.ts'

/** Rows that come and go while messages cross. */
export interface CrossingRows {
  add(rows: readonly Crossing[]): void
  remove(rows: readonly Crossing[]): void
  /**
   * The row that decides about a topic: the most exact that takes it in, and one of commands before all others. Of two that
   * are as exact, the one that was there first.
   */
  rowOf(topic: string): Crossing | undefined
}

/** A house with hundreds of kiosk apps has thousands of rows, and a message should not be held against each. */
export function createCrossingRows(): CrossingRows {
  const index = createFilterIndex<Crossing>()
  const order = new Map<Crossing, number>()
  let added = 0
  const before = (one: Crossing, other: Crossing) =>
    rank(one) - rank(other) || (order.get(one) ?? 0) - (order.get(other) ?? 0)
  return {
    add(more) {
      for (const row of more) {
        index.add(row.filter, row)
        order.set(row, added++)
      }
    },
    remove(some) {
      for (const row of some) {
        index.remove(row.filter, row)
        order.delete(row)
      }
    },
    rowOf: (topic) => index.match(topic).sort(before)[0],
  }
}

/** Less is more exact: how many levels of a filter are left open. */
function rank({ filter, way }: Crossing): number {
  if (way === 'command') return -1
  const open = filter.split('/').filter((level) => level === '+').length
  return filter.endsWith('#') ? 1_000 - filter.split('/').length : open
}
