import { RelevoError } from '@relevo/core/errors'
import type { Version } from '@relevo/core/release'
import { PRODUCTION } from '../environment.ts'
import type { Environments } from '../environments.ts'
import type { EventType, NewEvent } from '../event.ts'
import type { World } from '../ports.ts'
import type { Registry } from '../registry.ts'
import type { Shelf } from '../shelf.ts'
import type { Standings } from '../standing.ts'
import type { Aliases } from './aliases.ts'
import type { Book } from './book.ts'
import { type Card, changedCard, differenceOf } from './card.ts'
import { readCards } from './cards.ts'
import { faultsText, planImport } from './import-cards.ts'
import { createListing } from './listing.ts'
import type { Names } from './names.ts'
import { pinFaults } from './pin-faults.ts'
import type { KnownTablet } from './tablet-query.ts'
import type { Tablets } from './tablets.ts'

/** What every tablet says of itself is kept by its broker too; forgotten tablets must be forgotten there. */
export interface Statuses {
  /** Have nobody told any more what a tablet said last. */
  clear(tablet: string): Promise<void>
}

/** What the tablets of a fleet are kept with. */
interface TabletParts {
  registry: Registry
  cards: Book<Card>
  aliases: Aliases
  names: Names
  statuses: Statuses
  environments: Environments
  standings: Standings
  shelf: Shelf
  desiredOf(known: KnownTablet): Version | undefined
  world: Pick<World, 'now' | 'newId' | 'warn'>
}

/** The tablets of a fleet. What is decided is in memory at once and on disk when a call resolves, as reports are. */
export function createTablets(parts: TabletParts, poll: number): Tablets {
  const { registry, cards, aliases, names, statuses, world } = parts
  const listing = createListing(parts, poll)
  const faultsOf = pinFaults(parts)

  const known = (id: string): KnownTablet => {
    const found = listing.known(aliases.resolve(id))
    return found ?? unknown(id)
  }

  const get = (id: string) => listing.get(aliases.resolve(id))
  const now = (id: string) => get(id) ?? unknown(id)

  const note = (type: EventType, { id, environment }: KnownTablet, data: NewEvent['data'], actor?: string) =>
    registry.note({
      at: world.now(),
      type,
      environment,
      ...(actor !== undefined && { actor }),
      subject: { kind: 'tablet', id },
      data,
    })

  const put = (before: Card, after: Card, data: NewEvent['data'], actor?: string) => {
    cards.put(after)
    note('tablet-changed', known(after.id), { ...differenceOf(before, after), ...data }, actor)
  }

  return {
    cards: readCards(cards),
    list: listing.list,
    summary: listing.summary,
    get,
    namesOf(id) {
      const tablet = aliases.resolve(id)
      return [tablet, ...aliases.of(tablet)]
    },
    async change(id, change, actor) {
      const { environment } = known(id)
      const { pin } = change
      if (pin) await faultsOf.refuse(pin, environment)
      const { card } = known(id)
      const after = changedCard(card, change)
      if (after !== card) put(card, after, {}, actor)
      await registry.flush()
      return now(id)
    },
    async forget(id, actor) {
      const tablet = aliases.resolve(id)
      const found = listing.known(tablet)
      if (!found) return { id, duplicate: true }
      const every = [tablet, ...aliases.of(tablet)]
      names.forget(tablet)
      note('tablet-forgotten', found, { names: every.join(' ') }, actor)
      await registry.flush()
      await hush(every)
      return { id: tablet, duplicate: false }
    },
    async merge(id, into, actor) {
      if (id === into) throw new RelevoError('invalid-input', 'into: is the tablet itself')
      const target = known(into)
      if (aliases.resolve(id) !== target.id) {
        const { id: from } = known(id)
        names.unite(from, target.id, false)
        note('tablet-merged', known(target.id), { from }, actor)
        await registry.flush()
        await hush([from])
      }
      return now(target.id)
    },
    exported: () => listing.all().map(({ card, environment }) => ({ ...card, environment })),
    async import(lines, { dryRun }, actor) {
      const pins = lines.flatMap((line) => ('cells' in line && line.cells.pin ? [line.cells.pin] : []))
      const fault = await faultsOf.among(new Set(pins))
      const { changes, faults, counts } = planImport(lines, {
        resolve: aliases.resolve,
        cardOf: cards.get,
        isHeard: (id) => registry.get(id) !== undefined,
        isEnvironment: (name) => parts.environments.all().some((environment) => environment.name === name),
        pinFault: (version, id, expected) => fault(version, registry.get(id)?.environment ?? expected ?? PRODUCTION),
      })
      if (faults.length > 0) throw new RelevoError('import-invalid', faultsText(faults))
      if (dryRun || changes.length === 0) return counts
      const id = world.newId()
      for (const { before, after } of changes) put(before, after, { table: id }, actor)
      const { created, changed } = counts
      registry.note({
        at: world.now(),
        type: 'tablets-imported',
        ...(actor !== undefined && { actor }),
        subject: { kind: 'table', id },
        data: { created, changed },
      })
      await registry.flush()
      return counts
    },
  }

  async function hush(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      try {
        await statuses.clear(id)
      } catch (error) {
        world.warn(`The broker still tells what ${id} said last`, error)
      }
    }
  }
}

function unknown(id: string): never {
  throw new RelevoError('tablet-unknown', id)
}
