/** Where a long list stands on the screen. Pixels, all of them. */
export interface Place {
  /** From the top of the screen to the first row; negative once it has been scrolled past. */
  top: number
  /** Of the screen. */
  height: number
  /** Of one row; all are alike. */
  rowHeight: number
}

/** Rows above and below those that can be seen: what is scrolled to next is there already. */
const SPARE = 8

/**
 * The rows that have to be there, from the first to the one after the last.
 *
 * @example rowsInView({ top: -1_000, height: 500, rowHeight: 50 }, 50_000) // [12, 38]
 */
export function rowsInView({ top, height, rowHeight }: Place, count: number): [from: number, to: number] {
  const from = Math.floor(-top / rowHeight) - SPARE
  const to = Math.ceil((height - top) / rowHeight) + SPARE
  const within = (index: number) => Math.min(count, Math.max(0, index))
  return [within(from), within(to)]
}

/**
 * How far to scroll until a row can be seen whole; 0 when it can.
 *
 * @param above pixels at the top of the screen that something covers
 */
export function wayTo(index: number, { top, height, rowHeight }: Place, above: number): number {
  const start = top + index * rowHeight
  if (start < above) return start - above
  return Math.max(0, start + rowHeight - height)
}
