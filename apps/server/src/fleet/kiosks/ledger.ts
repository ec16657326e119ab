import type { Place } from '@relevo/core/kiosk'
import type { NewEvent } from '../event.ts'
import { createTurns } from '../in-turn.ts'
import { createBook } from '../tablets/book.ts'
import { createIndex } from './index-by.ts'
import { type Kiosk, placeKey } from './kiosk.ts'
import { shownIn } from './link.ts'
import type { KioskStore } from './ports.ts'
import { rebased } from './rebased.ts'

/** When a kiosk was heard last is written this often at most, ms: each says something every half minute. */
const WRITE_HEARD_EVERY = 60_000

/** What a call wants changed. None of it is so before it is on disk. */
export interface KioskDraft {
  put(kiosk: Kiosk, ...events: NewEvent[]): void
  drop(id: string, event: NewEvent): void
  note(event: NewEvent): void
}

/**
 * Every kiosk in memory. What kiosks say changes memory first, and is on disk, with its events, after the next flush; what is
 * asked for by a call is on disk first.
 */
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
  /**
   * Make a change that was asked for: on disk, and only then in memory and on the broker. A failed one changes nothing.
   *
   * @param draw reads the ledger, and says what is to be changed; what it throws is thrown, with nothing changed
   * @returns what `draw` returned
   */
  change<T>(draw: (draft: KioskDraft) => T): Promise<T>
  /** Is a kiosk being written that is to be there? */
  isBeingPut(place: Place): boolean
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
  const beingPut = new Set<string>()
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

  const put = (kiosk: Kiosk) => {
    const before = book.get(kiosk.id)
    book.put(kiosk)
    if (before && isFoundAlike(before, kiosk)) return
    if (before) forget(before)
    index(kiosk)
    if (topicsOf(before) !== topicsOf(kiosk)) for (const tell of listeners) tell()
  }

  const drop = (id: string) => {
    const before = book.get(id)
    if (!before) return false
    forget(before)
    book.drop(id)
    heard.delete(id)
    for (const tell of listeners) tell()
    return true
  }

  const takeHeard = () => {
    if (lastHeard - heardWritten < WRITE_HEARD_EVERY) return
    heardWritten = lastHeard
    for (const id of heard.keys()) {
      const kiosk = get(id)
      if (kiosk && kiosk !== book.get(id)) book.put(kiosk)
    }
  }

  /** Write what is only in memory yet, and what is to be besides, all or nothing. */
  const write = async (asked: ReadonlyMap<string, Kiosk | undefined>, lines: readonly NewEvent[]) => {
    takeHeard()
    const batch = book.take()
    const told = events
    const put = [...batch.put.filter(({ id }) => !asked.has(id)), ...[...asked.values()].flatMap((one) => one ?? [])]
    const gone = [...batch.gone, ...asked.keys()].filter((id) => asked.get(id) === undefined)
    if (put.length + gone.length + told.length + lines.length === 0) return
    events = []
    try {
      await store.save({ put, gone: [...new Set(gone)] }, [...told, ...lines])
    } catch (error) {
      // Kept for the next write.
      book.giveBack(batch)
      events = [...told, ...events]
      throw error
    }
  }

  /** Make so what is on disk. Kiosks may have said something meanwhile, which is kept. */
  const follow = (id: string, before: Kiosk | undefined, after: Kiosk | undefined) => {
    const latest = book.get(id)
    if (!after) drop(id)
    else put(latest && latest !== before ? rebased(before, after, latest) : after)
    if (latest === before) book.settle(id)
  }

  const change = async <T>(draw: (draft: KioskDraft) => T): Promise<T> => {
    const asked = new Map<string, Kiosk | undefined>()
    const lines: NewEvent[] = []
    const result = draw({
      put(kiosk, ...told) {
        asked.set(kiosk.id, kiosk)
        lines.push(...told)
      },
      drop(id, event) {
        asked.set(id, undefined)
        lines.push(event)
      },
      note: (event) => void lines.push(event),
    })
    if (asked.size + lines.length === 0) return result
    const changes = [...asked].map(([id, after]) => ({ id, before: book.get(id), after }))
    for (const { after } of changes) if (after?.place) beingPut.add(placeKey(after.place))
    try {
      await write(asked, lines)
    } finally {
      beingPut.clear()
    }
    for (const { id, before, after } of changes) follow(id, before, after)
    return result
  }

  return {
    get,
    *all() {
      for (const kiosk of book.all()) yield withHeard(kiosk)
    },
    at: (place) => get(places.get(placeKey(place)) ?? ''),
    linkedTo: (tablet) => [...links.of(tablet)].flatMap((id) => get(id) ?? []),
    showing: (tablet) => [...shows.of(tablet)].flatMap((id) => get(id) ?? []),
    put(kiosk, ...told) {
      events.push(...told)
      put(kiosk)
    },
    drop(id, event) {
      if (drop(id)) events.push(event)
    },
    change: (draw) => inTurn(() => change(draw)),
    isBeingPut: (place) => beingPut.has(placeKey(place)),
    note: (event) => void events.push(event),
    heard(id, at) {
      lastHeard = at
      heard.set(id, at)
    },
    onMoved(told) {
      listeners.add(told)
      return () => void listeners.delete(told)
    },
    flush: () => inTurn(() => write(new Map(), [])),
  }
}
