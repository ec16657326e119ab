import type { Report } from '@relevo/core/protocol'
import type { NewEvent } from './event.ts'
import { type Hearing, hear } from './hear.ts'
import type { Store } from './ports.ts'
import type { Tablet } from './tablet.ts'
import type { Alias } from './tablets/alias.ts'
import { type Book, createBook } from './tablets/book.ts'
import type { Card } from './tablets/card.ts'

/** Every tablet, in memory; what matters is written before `hear` resolves, the rest with the next write. */
export interface Registry {
  /** Take in a report. Resolves when what it changed is on disk. */
  hear(report: Report, hearing: Hearing): Promise<void>
  /** A sign of life without a report. */
  seen(id: string, at: number): void
  /** Its connection broke. */
  lost(id: string): Promise<void>
  get(id: string): Tablet | undefined
  /** In no order. */
  all(): Iterable<Tablet>
  /** Another number whenever an id came or went. */
  revision(): number
  /** Take in a tablet that is no longer what it reported: it has another name now, say. */
  put(tablet: Tablet): void
  drop(id: string): void
  /** Log something with the next write. */
  note(event: NewEvent): void
  countIn(environment: string): number
  /** Write what is only in memory yet. */
  flush(): Promise<void>
}

/** What is written together with what tablets report: what is known by one name may come to be known by another. */
export interface Beside {
  cards: Book<Card>
  aliases: Book<Alias>
}

/**
 * The registry over a store. One process owns the store, so memory is never behind it. Reports that arrive during a write
 * share the next one: a fleet that reports at once costs a few transactions, not one each.
 */
export function createRegistry(
  known: readonly Tablet[],
  store: Pick<Store, 'saveTablets'>,
  { cards, aliases }: Beside = { cards: createBook(), aliases: createBook() },
): Registry {
  const tablets = createBook(known)
  const counts = new Map<string, number>()
  const count = (environment: string, by: number) => counts.set(environment, (counts.get(environment) ?? 0) + by)
  for (const { environment } of known) count(environment, 1)
  let events: NewEvent[] = []
  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<void> | undefined

  const put = (tablet: Tablet) => {
    const before = tablets.get(tablet.id)
    tablets.put(tablet)
    if (before?.environment === tablet.environment) return
    if (before) count(before.environment, -1)
    count(tablet.environment, 1)
  }

  const save = async () => {
    const rows = tablets.take()
    const beside = { cards: cards.take(), aliases: aliases.take() }
    const taken = events
    const isEmpty = [rows, beside.cards, beside.aliases].every(({ put, gone }) => put.length + gone.length === 0)
    if (isEmpty && taken.length === 0) return
    events = []
    try {
      await store.saveTablets(rows.put, taken, { gone: rows.gone, ...beside })
    } catch (error) {
      // Kept for the next write.
      tablets.giveBack(rows)
      cards.giveBack(beside.cards)
      aliases.giveBack(beside.aliases)
      events = [...taken, ...events]
      throw error
    }
  }

  const flush = () => {
    next ??= running.then(() => {
      next = undefined
      const saving = save()
      running = saving.catch(() => undefined) // whoever flushed hears of it
      return saving
    })
    return next
  }

  return {
    async hear(report, hearing) {
      const before = tablets.get(report.tablet)
      const heard = hear(before, report, hearing)
      put(heard.tablet)
      events.push(...heard.events)
      if (heard.matters || events.length > 0) await flush()
    },
    seen(id, at) {
      const tablet = tablets.get(id)
      if (tablet) put({ ...tablet, lastSeen: at, online: true })
    },
    async lost(id) {
      const tablet = tablets.get(id)
      if (!tablet?.online) return
      put({ ...tablet, online: false })
      await flush()
    },
    get: (id) => tablets.get(id),
    all: () => tablets.all(),
    revision: () => tablets.revision(),
    put,
    drop(id) {
      const tablet = tablets.get(id)
      if (tablet) count(tablet.environment, -1)
      tablets.drop(id)
    },
    note: (event) => void events.push(event),
    countIn: (environment) => counts.get(environment) ?? 0,
    flush,
  }
}
