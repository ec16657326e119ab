import type { Place } from '@relevo/core/kiosk'
import type { NewEvent } from '../event.ts'
import { createTurns } from '../in-turn.ts'
import { createBook } from '../tablets/book.ts'
import { createIndex } from './index-by.ts'
import { type Kiosk, placeKey } from './kiosk.ts'
import { shownIn } from './link.ts'
import type { KioskStore } from './ports.ts'

/** When a kiosk was heard last is written this often at most, ms: each says something every half minute. */
const WRITE_HEARD_EVERY = 60_000

/** Every kiosk in memory; what changes is on disk, with its events, after the next flush. */
export interface KioskLedger {
  get(id: string): Kiosk | undefined
  /** In no order. */
  all(): Iterable<Kiosk>
  at(place: Place): Kiosk | undefined
  /** Those linked to a tablet by this name of it. */
  linkedTo(tablet: string): readonly Kiosk[]
  /** Those that show the page of a tablet, by the name they have it by. */
  showing(tablet: string): readonly Kiosk[]
  put(kiosk: Kiosk, ...events: NewEvent[]): void
  drop(id: string, event: NewEvent): void
  note(event: NewEvent): void
  /** It was heard just now. */
  heard(id: string, at: number): void
  /** Called whenever kiosks came, went, or are somewhere else on the broker. @returns stops it */
  onMoved(told: () => void): () => void
  /** Write what is only in memory yet, all or nothing. */
  flush(): Promise<void>
}

/** Nothing by which a kiosk is found has changed; most of what it says is of that kind. */
function isFoundAlike(before: Kiosk, after: Kiosk): boolean {
  const isSame = (key: 'standing' | 'app' | 'place' | 'link') => before[key] === after[key]
  const { shows, launchUrl } = after.facts
  return (
    (['standing', 'app', 'place', 'link'] as const).every(isSame) &&
    before.facts.shows === shows &&
    before.facts.launchUrl === launchUrl
  )
}

/** The ledger over a store. One process owns the store, so that memory is never behind it. */
export async function createLedger(store: KioskStore): Promise<KioskLedger> {
  // Whether an app is there is heard anew: what was known before this process began says nothing.
  const written = (await store.all()).map(({ facts: { isOnline: _, ...facts }, ...kiosk }) => ({ ...kiosk, facts }))
  const book = createBook<Kiosk>(written)
  const places = new Map<string, string>()
  const links = createIndex()
  const shows = createIndex()
  const listeners = new Set<() => void>()
  const heard = new Map<string, number>()
  const inTurn = createTurns()
  let events: NewEvent[] = []
  let lastHeard = 0
  let heardWritten = 0

  const index = ({ id, place, link, facts }: Kiosk) => {
    if (place) places.set(placeKey(place), id)
    if (link) links.add(link.tablet, id)
    const shown = shownIn(facts)
    if (shown) shows.add(shown.tablet, id)
  }
  const forget = ({ id, place, link, facts }: Kiosk) => {
    if (place && places.get(placeKey(place)) === id) places.delete(placeKey(place))
    if (link) links.remove(link.tablet, id)
    const shown = shownIn(facts)
    if (shown) shows.remove(shown.tablet, id)
  }
  const topicsOf = (kiosk: Kiosk | undefined) => JSON.stringify([kiosk?.standing, kiosk?.app, kiosk?.place])
  for (const kiosk of written) index(kiosk)

  const withHeard = (kiosk: Kiosk): Kiosk => {
    const at = heard.get(kiosk.id)
    return at === undefined || at === kiosk.lastHeard ? kiosk : { ...kiosk, lastHeard: at }
  }
  const get = (id: string) => {
    const kiosk = book.get(id)
    return kiosk && withHeard(kiosk)
  }

  const put = (kiosk: Kiosk, ...told: NewEvent[]) => {
    const before = book.get(kiosk.id)
    book.put(kiosk)
    events.push(...told)
    if (before && isFoundAlike(before, kiosk)) return
    if (before) forget(before)
    index(kiosk)
    if (topicsOf(before) !== topicsOf(kiosk)) for (const tell of listeners) tell()
  }

  const takeHeard = () => {
    if (lastHeard - heardWritten < WRITE_HEARD_EVERY) return
    heardWritten = lastHeard
    for (const id of heard.keys()) {
      const kiosk = get(id)
      if (kiosk && kiosk !== book.get(id)) book.put(kiosk)
    }
  }

  return {
    get,
    *all() {
      for (const kiosk of book.all()) yield withHeard(kiosk)
    },
    at: (place) => get(places.get(placeKey(place)) ?? ''),
    linkedTo: (tablet) => [...links.of(tablet)].flatMap((id) => get(id) ?? []),
    showing: (tablet) => [...shows.of(tablet)].flatMap((id) => get(id) ?? []),
    put,
    drop(id, event) {
      const before = book.get(id)
      if (!before) return
      forget(before)
      book.drop(id)
      heard.delete(id)
      events.push(event)
      for (const tell of listeners) tell()
    },
    note: (event) => void events.push(event),
    heard(id, at) {
      lastHeard = at
      heard.set(id, at)
    },
    onMoved(told) {
      listeners.add(told)
      return () => void listeners.delete(told)
    },
    flush: () =>
      inTurn(async () => {
        takeHeard()
        const batch = book.take()
        const told = events
        if (batch.put.length + batch.gone.length + told.length === 0) return
        events = []
        try {
          await store.save(batch, told)
        } catch (error) {
          // Kept for the next write.
          book.giveBack(batch)
          events = [...told, ...events]
          throw error
        }
      }),
  }
}
