import type { TabletWay } from '../assignments/ways.ts'
import type { Tablet } from '../tablet.ts'
import type { Card, CardChange } from './card.ts'
import type { Cards } from './cards.ts'
import type { Imported } from './import-cards.ts'
import type { ImportedLine } from './imported-line.ts'
import type { Presence } from './presence.ts'
import type { TabletSummary } from './summary.ts'
import type { TabletQuery } from './tablet-query.ts'

/** Every tablet of the fleet, and what people decide about them. A tablet is found by each of its names. */
export interface Tablets {
  cards: Cards
  /** Those of a query; `count` is the number of all it is about, whatever its limit. */
  list(query: TabletQuery): { tablets: ListedTablet[]; count: number }
  /** In one environment, or in all. */
  summary(environment?: string): TabletSummary
  /** `undefined` when it was neither heard of nor imported. */
  get(id: string): ListedTablet | undefined
  /** Every name of a tablet, the one it goes by first: its history is that of all of them. */
  namesOf(id: string): string[]
  /**
   * Say something else of a tablet. Twice is once.
   *
   * @throws RelevoError `tablet-unknown`; `release-unknown`, `release-blocked` for a pin
   */
  change(id: string, change: CardChange, actor?: string): Promise<ListedTablet>
  /**
   * Forget a tablet, its card, its other names and its credentials. One that is still there comes back as new with its next
   * report, or where only enrolled tablets are heard, when it is enrolled again.
   *
   * @returns `duplicate` when there was nothing to forget
   */
  forget(id: string, actor?: string): Promise<{ id: string; duplicate: boolean }>
  /**
   * Say that two tablets are one: `id` is another name of `into` from now on, and the history of both is one.
   *
   * @throws RelevoError `tablet-unknown`; `invalid-input` for a tablet and itself
   */
  merge(id: string, into: string, actor?: string): Promise<ListedTablet>
  /** All cards, by id, with the environments their tablets are in. */
  exported(): Card[]
  /**
   * Say what a table says, of every tablet in it, or nothing at all.
   *
   * @throws RelevoError `import-invalid`, whose detail names every line that is wrong, up to 20
   */
  takeIn(lines: readonly ImportedLine[], options: { dryRun: boolean }, actor?: string): Promise<Imported>
}

/** A tablet, what people say of it, and what is told from both. What it reports is absent while it was never heard of. */
export interface ListedTablet
  extends Partial<Omit<Tablet, 'id' | 'environment'>>,
    Omit<Card, 'environment'>,
    TabletWay {
  environment: string
  presence: Presence
  /** Other names it went by; absent when there are none. */
  aliases?: string[]
}
