import type { Ways } from '../assignments/ways.ts'
import type { Environments } from '../environments.ts'
import type { World } from '../ports.ts'
import type { Registry } from '../registry.ts'
import type { Shelf } from '../shelf.ts'
import type { Standings } from '../standing.ts'
import type { Aliases } from './aliases.ts'
import type { Book } from './book.ts'
import type { Card } from './card.ts'
import type { Names } from './names.ts'
import type { TabletGuard } from './tablet-guard.ts'

/** What tablets say is kept by the broker too; forgotten tablets must be forgotten there. */
export interface Statuses {
  /** Have nobody told any more what a tablet said last. */
  clear(tablet: string): Promise<void>
}

/** What the tablets of a fleet are kept with. */
export interface TabletParts {
  registry: Registry
  cards: Book<Card>
  aliases: Aliases
  names: Names
  statuses: Statuses
  guard: Pick<TabletGuard, 'dropTablet'>
  environments: Environments
  standings: Standings
  shelf: Shelf
  ways: Ways
  /** Some tablet is pinned to another release than before. */
  pinned(): void
  world: Pick<World, 'now' | 'newId' | 'warn'>
}
