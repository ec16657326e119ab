import type { EventType, NewEvent } from '../event.ts'
import { type Card, differenceOf } from './card.ts'
import type { KnownTablet } from './known-tablet.ts'
import type { Listing } from './listing.ts'
import type { TabletParts } from './tablet-parts.ts'

/** Takes in what people say and decide, together with what the log says of it. All of it is written with the next write. */
export interface CardChanges {
  put(before: Card, after: Card, data: NewEvent['data'], actor?: string): void
  note(type: EventType, tablet: KnownTablet, data: NewEvent['data'], actor?: string): void
}

/** The changes of the cards of a fleet. */
export function createCardChanges({ registry, cards, pinned, world }: TabletParts, listing: Listing): CardChanges {
  const note: CardChanges['note'] = (type, { id, environment }, data, actor) => {
    const who = actor !== undefined && { actor }
    registry.note({ at: world.now(), type, environment, ...who, subject: { kind: 'tablet', id }, data })
  }
  return {
    note,
    put(before, after, data, actor) {
      cards.put(after)
      if (before.pin !== after.pin) pinned()
      const tablet = listing.known(after.id)
      if (tablet) note('tablet-changed', tablet, { ...differenceOf(before, after), ...data }, actor)
    },
  }
}
