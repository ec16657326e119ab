import type { Ways } from '../assignments/ways.ts'
import { PRODUCTION } from '../environment.ts'
import type { World } from '../ports.ts'
import type { Registry } from '../registry.ts'
import { stuckBefore } from '../stuck.ts'
import type { Aliases } from './aliases.ts'
import type { Book } from './book.ts'
import { blankCard, type Card } from './card.ts'
import { firstOf } from './first-of.ts'
import type { KnownTablet } from './known-tablet.ts'
import { presenceOf } from './presence.ts'
import { summaryOf, type TabletSummary } from './summary.ts'
import { filterOf, orderOf, type TabletFacts, type TabletQuery } from './tablet-query.ts'
import type { ListedTablet } from './tablets.ts'

/** Looks through all tablets. A look goes through memory once, and puts nothing in order that it need not. */
export interface Listing {
  known(id: string): KnownTablet | undefined
  /** By id. */
  all(): KnownTablet[]
  /** With its other names. */
  get(id: string): ListedTablet | undefined
  list(query: TabletQuery): { tablets: ListedTablet[]; count: number }
  summary(environment?: string): TabletSummary
}

/** The listing over the registry and the cards. */
export function createListing(
  {
    registry,
    cards,
    aliases,
    ways,
    world,
  }: {
    registry: Registry
    cards: Book<Card>
    aliases: Aliases
    ways: Ways
    world: Pick<World, 'now'>
  },
  poll: number,
): Listing {
  let ids: readonly string[] = []
  let isOf = ''

  /** Tablets come one by one, and are looked through far more often. */
  const inOrder = () => {
    const now = `${registry.revision()} ${cards.revision()}`
    if (now === isOf) return ids
    const every = new Set<string>()
    for (const { id } of registry.all()) every.add(id)
    for (const { id } of cards.all()) every.add(id)
    ids = [...every].sort()
    isOf = now
    return ids
  }

  const known = (id: string): KnownTablet | undefined => {
    const tablet = registry.get(id)
    const card = cards.get(id)
    if (!tablet && !card) return undefined
    const environment = tablet?.environment ?? card?.environment ?? PRODUCTION
    return { id, environment, tablet, card: card ?? blankCard(id) }
  }

  /** Those that are meant, by id. A plain loop: it may go round 50,000 times while tablets wait for an answer. */
  const meant = (isMeant: (known: KnownTablet) => boolean): KnownTablet[] => {
    const found: KnownTablet[] = []
    for (const id of inOrder()) {
      const one = known(id)
      if (one && isMeant(one)) found.push(one)
    }
    return found
  }

  /** As things stand at one moment: the answers of a list agree with each other. */
  const factsNow = (): TabletFacts => {
    const at = world.now()
    return {
      presence: ({ tablet }) => presenceOf(tablet, poll, at),
      desired: ways.desired,
      assignment: ways.assignment,
      isStuck: (one) =>
        one.tablet?.stuck !== undefined && stuckBefore(one.tablet.stuck, ways.desired(one)) !== undefined,
      isBehind(one) {
        const desired = ways.desired(one)
        return one.tablet !== undefined && desired !== undefined && one.tablet.release !== desired
      },
    }
  }

  const shown = (one: KnownTablet, facts: TabletFacts): ListedTablet => {
    const { id, environment, tablet, card } = one
    const { stuck, ...reported } = tablet ?? {}
    const { environment: _, ...said } = card
    return {
      ...reported,
      ...said,
      id,
      environment,
      presence: facts.presence(one),
      ...(stuck && facts.isStuck(one) && { stuck }),
      ...ways.of(one),
    }
  }

  return {
    known,
    all: () => meant(() => true),
    get(id) {
      const one = known(id)
      const names = aliases.of(id)
      return one && { ...shown(one, factsNow()), ...(names.length > 0 && { aliases: names }) }
    },
    list({ limit, offset, sort, ...filter }) {
      const facts = factsNow()
      const order = orderOf(sort)
      if (!order && Object.keys(filter).length === 0) {
        const ids = inOrder()
        const page = ids.slice(offset, offset + limit).flatMap((id) => known(id) ?? [])
        return { tablets: page.map((one) => shown(one, facts)), count: ids.length }
      }
      const all = meant(filterOf(filter, facts))
      const first = order ? firstOf(all, offset + limit, order) : all
      return { tablets: first.slice(offset, offset + limit).map((one) => shown(one, facts)), count: all.length }
    },
    summary(environment) {
      const facts = factsNow()
      const isMeant = filterOf(environment === undefined ? {} : { environment }, facts)
      return summaryOf(meant(isMeant), facts)
    },
  }
}
