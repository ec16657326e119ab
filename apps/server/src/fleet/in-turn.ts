/** Runs one task after the other, in the order they were handed in. */
export type InTurn = <T>(task: () => Promise<T>) => Promise<T>

/**
 * A queue for changes that read before they write: two of them at once would both decide on the same old state.
 *
 * @example const inTurn = createTurns(); await inTurn(() => publish(release))
 */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const mine = last.then(task)
    last = mine.catch(() => undefined) // its caller hears of the failure; the next in turn is not concerned
    return mine
  }
}
