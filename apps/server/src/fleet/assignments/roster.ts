import type { Version } from '@relevo/core/release'

/** What people say of a tablet, as far as it decides which release it gets. */
export interface RosterEntry {
  group?: string
  tags: readonly string[]
  /** It stays on this release. */
  pin?: Version
}

/** Where a maintenance window stands. Milliseconds since the epoch. */
export interface WindowState {
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

/** A fleet of whose tablets nothing is said. */
export const EVERYBODY_ALIKE: Roster = {
  of: () => ({ tags: [] }),
  windowOf: () => ({ isOpen: true }),
}
