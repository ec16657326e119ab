import type { PatchOutcome } from '@relevo/core/protocol'

/** Tablets in a row that cannot use a patch before its bytes are checked. */
const MOST_IN_A_ROW = 3
/** One that could not be had says more about the network; a patch that is damaged so that it cannot be undone is one of these, too. */
const OF_THE_NETWORK: PatchOutcome = 'unreachable'

/** Counts how many tablets in a row could not use a patch. */
export interface Trouble {
  /**
   * @param isKnown was the tablet heard of before? Anybody can make up a name.
   * @returns `isNews`: that one could not use it was not told yet. `row`: tablets in a row when there are enough of them
   */
  tried(patch: string, tablet: string, outcome: PatchOutcome, isKnown: boolean): { isNews: boolean; row?: number }
}

/** Nobody had trouble yet. A restart forgets: three more tablets say it again. */
export function createTrouble(): Trouble {
  const told = new Set<string>()
  const rows = new Map<string, Set<string>>()
  return {
    tried(patch, tablet, outcome, isKnown) {
      if (outcome === 'applied') {
        rows.delete(patch)
        told.delete(patch)
        return { isNews: false }
      }
      const isNews = outcome !== OF_THE_NETWORK && !told.has(patch)
      if (isNews) told.add(patch)
      if (!isKnown) return { isNews }
      const row = (rows.get(patch) ?? new Set()).add(tablet)
      rows.set(patch, row)
      if (row.size < MOST_IN_A_ROW) return { isNews }
      rows.delete(patch)
      return { isNews, row: row.size }
    },
  }
}
