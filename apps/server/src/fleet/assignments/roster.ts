import type { Version } from '@relevo/core/release'
import type { Groups } from '../groups/groups.ts'
import type { Cards } from '../tablets/cards.ts'

/** What people say of a tablet, as far as it decides which release it gets. */
interface RosterEntry {
  group?: string
  tags: readonly string[]
  /** It stays on this release. */
  pin?: Version
}

/** Where a maintenance window stands. Milliseconds since the epoch. */
interface WindowState {
  isOpen: boolean
  /** When it opens next; absent while it is open. */
  opensAt?: number
}

/** Who the tablets are, and when their groups may be updated. */
export interface Roster {
  of(tablet: string): RosterEntry
  /** The window of a group at a moment; open where there is none. */
  windowOf(group: string | undefined, at: number): WindowState
}

/** What the cards say, and the windows of the groups. */
export function rosterOf(cards: Pick<Cards, 'of'>, groups: Pick<Groups, 'windowStateOf'>): Roster {
  return {
    of: cards.of,
    windowOf(group, at) {
      const { open = true, changesAt } = groups.windowStateOf(group, at) ?? {}
      return { isOpen: open, ...(!open && changesAt !== undefined && { opensAt: changesAt }) }
    },
  }
}
