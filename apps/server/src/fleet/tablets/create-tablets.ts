import { RelevoError } from '@relevo/core/errors'
import { changedCard } from './card.ts'
import { createCardChanges } from './card-changes.ts'
import { readCards } from './cards.ts'
import { createListing } from './listing.ts'
import { createPinFaults } from './pin-faults.ts'
import type { TabletParts } from './tablet-parts.ts'
import type { Tablets } from './tablets.ts'
import { createTableIntake } from './take-in-table.ts'

/**
 * The tablets of a fleet. What is decided is in memory at once and on disk when a call resolves, as reports are.
 *
 * @param poll milliseconds between two polls of a tablet
 */
export function createTablets(parts: TabletParts, poll: number): Tablets {
  const { registry, aliases, names, statuses, guard, world } = parts
  const listing = createListing(parts, poll)
  const changes = createCardChanges(parts, listing)
  const pins = createPinFaults(parts)

  const known = (id: string) => listing.known(aliases.resolve(id)) ?? unknown(id)
  const get = (id: string) => listing.get(aliases.resolve(id))
  const namesOf = (id: string) => {
    const tablet = aliases.resolve(id)
    return [tablet, ...aliases.of(tablet)]
  }

  const hush = async (ids: readonly string[]) => {
    for (const id of ids) {
      try {
        await statuses.clear(id)
      } catch (error) {
        world.warn(`The broker still tells what ${id} said last`, error)
      }
    }
  }

  return {
    cards: readCards(parts.cards),
    list: listing.list,
    summary: listing.summary,
    get,
    namesOf,
    async change(id, change, actor) {
      const { environment } = known(id)
      if (change.pin) await pins.refuse(change.pin, environment)
      const { card } = known(id)
      const after = changedCard(card, change)
      if (after !== card) changes.put(card, after, {}, actor)
      await registry.flush()
      return get(id) ?? unknown(id)
    },
    async forget(id, actor) {
      // First of all, and also when nothing else is known of it: whoever is forgotten does not come back by itself.
      const wasEnrolled = await guard.dropTablet(id, actor)
      const found = listing.known(aliases.resolve(id))
      if (!found) return { id, duplicate: !wasEnrolled }
      const every = namesOf(id)
      names.forget(found.id)
      changes.note('tablet-forgotten', found, { names: every.join(' ') }, actor)
      await registry.flush()
      await hush(every)
      return { id: found.id, duplicate: false }
    },
    async merge(id, into, actor) {
      if (id === into) throw new RelevoError('invalid-input', 'into: is the tablet itself')
      const target = known(into)
      const { id: from } = known(id)
      if (from !== target.id) {
        names.unite(from, target.id, false)
        changes.note('tablet-merged', known(target.id), { from }, actor)
      }
      await registry.flush()
      if (from !== target.id) await hush([from])
      return get(target.id) ?? unknown(target.id)
    },
    exported: () => listing.all().map(({ card, environment }) => ({ ...card, environment })),
    takeIn: createTableIntake(parts, changes, pins),
  }
}

function unknown(id: string): never {
  throw new RelevoError('tablet-unknown', id)
}
