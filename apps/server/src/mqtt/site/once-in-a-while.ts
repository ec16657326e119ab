/** Names that are remembered; whoever comes with more of them is not told about each. */
const MOST = 1_000

/**
 * Is something worth a line in the log: the first of its name, or the first after a while?
 *
 * @param pause ms between two of a name
 * @returns asks for a name at a time `at`, ms of any clock that is not set back
 */
export function onceInAWhile(pause: number): (name: string, at: number) => boolean {
  const told = new Map<string, number>()
  return (name, at) => {
    const before = told.get(name)
    if (before !== undefined && at - before < pause) return false
    for (const [one, then] of told) {
      // They are in the order of their times.
      if (at - then < pause) break
      told.delete(one)
    }
    if (told.size >= MOST) return false
    told.set(name, at)
    return true
  }
}
