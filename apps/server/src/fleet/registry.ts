import type { Report } from '@relevo/core/protocol'
import type { Assignment } from '@relevo/core/waves'
import type { Followed } from './assignments/follow-report.ts'
import type { NewEvent } from './event.ts'
import { type Hearing, hear } from './hear.ts'
import type { Store } from './ports.ts'
import type { Tablet } from './tablet.ts'

/** Every tablet, in memory; what matters is written before `hear` resolves, the rest with the next write. */
export interface Registry {
  /** Take in a report. Resolves when what it changed is on disk. */
  hear(report: Report, hearing: Hearing): Promise<void>
  /** A sign of life without a report. */
  seen(id: string, at: number): void
  /** Its connection broke. */
  lost(id: string): Promise<void>
  get(id: string): Tablet | undefined
  /** Those of an environment, or all, in no order and without a copy. */
  each(environment?: string): Iterable<Tablet>
  /** Keep what happened to a tablet's assignment, with the next write. */
  keep(followed: Followed): void
  /** By id. */
  all(): Tablet[]
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
  /** As it is now; `undefined` when it is followed no more. */
  assignment(deployment: string, tablet: string): Assignment | undefined
}

/**
 * The registry over a store. One process owns the store, so memory is never behind it. Reports that arrive during a write
 * share the next one: a fleet that reports at once costs a few transactions, not one each.
 */
export function createRegistry(
  known: readonly Tablet[],
  store: Pick<Store, 'saveTablets'>,
  follow: Follower = { report: () => undefined, seen: () => undefined, assignment: () => undefined },
): Registry {
  const tablets = new Map(known.map((tablet) => [tablet.id, tablet]))
  const counts = new Map<string, number>()
  const count = (environment: string, by: number) => counts.set(environment, (counts.get(environment) ?? 0) + by)
  for (const { environment } of known) count(environment, 1)
  let unsaved = new Set<string>()
  let moved = new Map<string, Followed['moved']>()
  let events: NewEvent[] = []
  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<void> | undefined

  const put = (tablet: Tablet) => {
    follow.moved?.(tablets.get(tablet.id), tablet)
    tablets.set(tablet.id, tablet)
    unsaved.add(tablet.id)
  }

  const save = async () => {
    if (unsaved.size === 0 && events.length === 0 && moved.size === 0) return
    const batch = { ids: unsaved, events, moved }
    unsaved = new Set()
    events = []
    moved = new Map()
    try {
      const rows = [...batch.ids].flatMap((id) => tablets.get(id) ?? [])
      const placed = [...batch.moved.values()].flatMap(({ deployment, tablet }) => {
        const assignment = follow.assignment(deployment, tablet)
        return assignment ? [{ deployment, tablet, assignment }] : []
      })
      await store.saveTablets(rows, batch.events, placed)
    } catch (error) {
      for (const id of batch.ids) unsaved.add(id) // kept for the next write
      events = [...batch.events, ...events]
      moved = new Map([...batch.moved, ...moved])
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
      if (before?.environment !== heard.tablet.environment) {
        if (before) count(before.environment, -1)
        count(heard.tablet.environment, 1)
      }
      events.push(...heard.events)
      const followed = follow.report(report, heard.tablet.environment, hearing.at)
      if (followed) keep(followed)
      if (heard.matters || followed) await flush()
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
    *each(environment) {
      for (const tablet of tablets.values())
        if (environment === undefined || tablet.environment === environment) yield tablet
    },
    all: () => [...tablets.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    countIn: (environment) => counts.get(environment) ?? 0,
    flush,
  }
}
