/** The largest subscription identifier (MQTT 5, section 3.8.2.1.2). */
const LARGEST = 268_435_455

/** Numbers by which a broker names the filters of a connection. */
export interface NumbersOfFilters {
  /** The number of a filter, a new one where it has none. */
  of(filter: string): number
  filter(number: number): string | undefined
  /** It is not subscribed to any more. Its number is not given away again soon: messages under it may be on their way. */
  free(filter: string): void
}

/** @param largest number; after it they begin at 1 again */
export function numbersOfFilters(largest = LARGEST): NumbersOfFilters {
  const numbers = new Map<string, number>()
  const filters = new Map<number, string>()
  let last = 0
  const next = () => {
    do last = (last % largest) + 1
    while (filters.has(last))
    return last
  }
  return {
    of(filter) {
      const number = numbers.get(filter) ?? next()
      numbers.set(filter, number)
      filters.set(number, filter)
      return number
    },
    filter: (number) => filters.get(number),
    free(filter) {
      const number = numbers.get(filter)
      if (number === undefined) return
      numbers.delete(filter)
      filters.delete(number)
    },
  }
}
