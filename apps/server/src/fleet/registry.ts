import type { Report } from '@relevo/core/protocol'
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
  /** By id. */
  all(): Tablet[]
  countIn(environment: string): number
  /** Write what is only in memory yet. */
  flush(): Promise<void>
}

/**
 * The registry over a store. One process owns the store, so memory is never behind it. Reports that arrive during a write
 * share the next one: a fleet that reports at once costs a few transactions, not one each.
 */
export function createRegistry(
  known: readonly Tablet[],
  store: Pick<Store, 'saveTablets'> & Partial<Pick<Store, 'turnToSave'>>,
): Registry {
  const tablets = new Map(known.map((tablet) => [tablet.id, tablet]))
  const counts = new Map<string, number>()
  const count = (environment: string, by: number) => counts.set(environment, (counts.get(environment) ?? 0) + by)
  for (const { environment } of known) count(environment, 1)
  let unsaved = new Set<string>()
  let events: NewEvent[] = []
  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<void> | undefined

  const put = (tablet: Tablet) => {
    tablets.set(tablet.id, tablet)
    unsaved.add(tablet.id)
  }

  const save = async () => {
    if (unsaved.size === 0 && events.length === 0) return
    const batch = { ids: unsaved, events }
    unsaved = new Set()
    events = []
    try {
      const rows = [...batch.ids].flatMap((id) => tablets.get(id) ?? [])
      await store.saveTablets(rows, batch.events)
    } catch (error) {
      for (const id of batch.ids) unsaved.add(id) // kept for the next write
      events = [...batch.events, ...events]
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

  return {
    async hear(report, hearing) {
      const before = tablets.get(report.tablet)
      const heard = hear(before, report, hearing)
      put(heard.tablet)
      if (before?.environment !== heard.tablet.environment) {
        if (before) count(before.environment, -1)
        count(heard.tablet.environment, 1)
      }
      events.push(...heard.events)
      if (heard.matters) await flush()
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
    all: () => [...tablets.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    countIn: (environment) => counts.get(environment) ?? 0,
    flush,
  }
}
