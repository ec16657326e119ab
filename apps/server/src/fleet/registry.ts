import type { Report } from '@relevo/core/protocol'
import type { Assignment } from '@relevo/core/waves'
import type { Followed } from './assignments/follow-report.ts'
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
  /** In no order, and without a copy. */
  all(): Iterable<Tablet>
  /** Those of an environment, in no order. */
  each(environment: string): Iterable<Tablet>
  /** Another number whenever an id came or went. */
  revision(): number
  /** Take in a tablet that is no longer what it reported: it has another name now, say. */
  put(tablet: Tablet): void
  drop(id: string): void
  /** Keep what happened to a tablet's assignment, with the next write. */
  keep(followed: Followed): void
  /** Log something with the next write. */
  note(event: NewEvent): void
  countIn(environment: string): number
  /** Write what is only in memory yet. */
  flush(): Promise<void>
}

/** Who follows what tablets say, for the deployments they are on their way to. */
export interface Follower {
  report(report: Report, environment: string, at: number): Followed | undefined
  seen(tablet: string, environment: string, at: number): Followed | undefined
  /** A tablet is not what it was; `undefined` before it was known, and after it was forgotten. */
  moved?(before: Tablet | undefined, after: Tablet | undefined): void
  /** What is to be kept of a change: the assignment as it is now; `undefined` when it belongs to nobody any more. */
  assignment(change: Followed['moved']): Assignment | undefined
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
  store: Pick<Store, 'saveTablets'> & Partial<Pick<Store, 'turnToSave'>>,
  follow: Follower = { report: () => undefined, seen: () => undefined, assignment: () => undefined },
  { cards, aliases }: Beside = { cards: createBook(), aliases: createBook() },
): Registry {
  const tablets = createBook(known)
  const counts = new Map<string, number>()
  const count = (environment: string, by: number) => counts.set(environment, (counts.get(environment) ?? 0) + by)
  for (const { environment } of known) count(environment, 1)
  let moved = new Map<string, Followed['moved']>()
  let events: NewEvent[] = []
  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<void> | undefined

  const put = (tablet: Tablet) => {
    const before = tablets.get(tablet.id)
    follow.moved?.(before, tablet)
    tablets.put(tablet)
    if (before?.environment === tablet.environment) return
    if (before) count(before.environment, -1)
    count(tablet.environment, 1)
  }

  const save = async () => {
    const batch = { rows: tablets.take(), cards: cards.take(), aliases: aliases.take(), events, moved }
    const isEmpty = [batch.rows, batch.cards, batch.aliases].every(({ put, gone }) => put.length + gone.length === 0)
    if (isEmpty && events.length === 0 && moved.size === 0) return
    events = []
    moved = new Map()
    try {
      const placed = [...batch.moved.values()].flatMap((change) => {
        const { deployment, tablet } = change
        const assignment = follow.assignment(change)
        return assignment ? [{ deployment, tablet, assignment }] : []
      })
      const beside = { gone: batch.rows.gone, cards: batch.cards, aliases: batch.aliases, placed }
      await store.saveTablets(batch.rows.put, batch.events, beside)
    } catch (error) {
      // Kept for the next write.
      tablets.giveBack(batch.rows)
      cards.giveBack(batch.cards)
      aliases.giveBack(batch.aliases)
      events = [...batch.events, ...events]
      moved = new Map([...batch.moved, ...moved])
      throw error
    }
  }

  const flush = () => {
    next ??= running.then(store.turnToSave).then(() => {
      next = undefined
      const saving = save()
      running = saving.catch(() => undefined) // whoever flushed hears of it
      return saving
    })
    return next
  }

  const keep = ({ moved: change, line }: Followed) => {
    moved.set(`${change.deployment}/${change.tablet}`, change)
    if (line) events.push(line)
  }

  return {
    keep,
    async hear(report, hearing) {
      const before = tablets.get(report.tablet)
      const heard = hear(before, report, hearing)
      put(heard.tablet)
      events.push(...heard.events)
      const followed = follow.report(report, heard.tablet.environment, hearing.at)
      if (followed) keep(followed)
      if (heard.matters || followed || events.length > 0) await flush()
    },
    seen(id, at) {
      const tablet = tablets.get(id)
      if (!tablet) return
      put({ ...tablet, lastSeen: at, online: true })
      const followed = follow.seen(id, tablet.environment, at)
      if (followed) keep(followed)
    },
    async lost(id) {
      const tablet = tablets.get(id)
      if (!tablet?.online) return
      put({ ...tablet, online: false })
      await flush()
    },
    get: (id) => tablets.get(id),
    all: () => tablets.all(),
    *each(environment) {
      for (const tablet of tablets.all()) if (tablet.environment === environment) yield tablet
    },
    revision: () => tablets.revision(),
    put,
    drop(id) {
      const tablet = tablets.get(id)
      if (tablet) {
        follow.moved?.(tablet, undefined)
        count(tablet.environment, -1)
      }
      tablets.drop(id)
    },
    note: (event) => void events.push(event),
    countIn: (environment) => counts.get(environment) ?? 0,
    flush,
  }
}
