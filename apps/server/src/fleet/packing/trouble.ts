import type { PatchOutcome } from '@relevo/core/protocol'

/** Tablets in a row that cannot use a patch before it is withdrawn. */
const MOST_IN_A_ROW = 3

/** What is the patch's own fault, most likely: one that could not be had says more about the network. */
const ITS_OWN: readonly PatchOutcome[] = ['illegal', 'wrong-bytes', 'other-source']

/** Counts how many tablets in a row could not use a patch. */
export interface Trouble {
  /** @returns tablets in a row when it is to be withdrawn */
  tried(patch: string, tablet: string, outcome: PatchOutcome): number | undefined
}

/** Nobody had trouble yet. A restart forgets: three more tablets say it again. */
export function createTrouble(): Trouble {
  const rows = new Map<string, Set<string>>()
  return {
    tried(patch, tablet, outcome) {
      if (outcome === 'applied') rows.delete(patch)
      if (!ITS_OWN.includes(outcome)) return undefined
      const row = (rows.get(patch) ?? new Set()).add(tablet)
      rows.set(patch, row)
      if (row.size < MOST_IN_A_ROW) return undefined
      rows.delete(patch)
      return row.size
    },
  }
}
