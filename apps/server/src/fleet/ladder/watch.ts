import { type Suspicion, suspect } from '@relevo/core/ladder'
import type { Climbers, Happening } from './climbers.ts'
import type { LadderParts, LadderSettings } from './ladder-parts.ts'
import type { Seen, Sights } from './sights.ts'

/** Milliseconds between two looks at all tablets. */
const LOOK_EVERY = 15_000
/** Looks at those that are due are this far apart at least, ms. */
const AT_LEAST = 250

/** The loop that looks at tablets for their ladders. */
export interface Watch {
  start(): void
  stop(): Promise<void>
  /** Somebody ordered something: look again when that is due. */
  poke(): void
  /** Since when a tablet has looked the same, and not right; `undefined` when it is. */
  sinceOf(seen: Seen): number | undefined
  /** A tablet has all the time anew. */
  acquit(tablet: string): void
}

/** A watch over the tablets, which does nothing before it is started. */
export function createWatch(climbers: Climbers, sights: Sights, parts: LadderParts, rules: LadderSettings): Watch {
  const { fleet, world } = parts
  const stopping = new AbortController()
  let waiting = new AbortController()
  let suspicions = new Map<string, Suspicion>()
  let running: Promise<void> = Promise.resolve()

  const suspicionOf = ({ tablet, sight }: Seen) => suspect(suspicions.get(tablet), sight, rules.after, world.now())

  const looked = (seen: Seen, since: number | undefined): Happening => {
    const event = { type: 'looked', at: world.now(), sight: seen.sight, since } as const
    return { seen, event }
  }

  const lookAtAll = async () => {
    const seen = await sights.ofSuspects(climbers.all().map(({ tablet }) => tablet))
    const now = new Map<string, Suspicion>()
    for (const one of seen.values()) {
      const suspicion = suspicionOf(one)
      if (suspicion) now.set(one.tablet, suspicion)
    }
    suspicions = now
    // Those that have been climbed for come first, then those that have been wrong for the longest.
    const order = ({ tablet }: Seen) =>
      climbers.of(tablet).phase === 'well' ? (now.get(tablet)?.since ?? Infinity) : 0
    const all = [...seen.values()].sort((one, other) => order(one) - order(other))
    await climbers.apply(all.map((one) => looked(one, now.get(one.tablet)?.since)))
    await climbers.sweep((tablet) => fleet.tablets.get(tablet)?.id === tablet)
  }

  const lookAtDue = async () => {
    const seen = await Promise.all(climbers.dueAt(world.now()).map(sights.of))
    const known = seen.flatMap((one) => one ?? [])
    await climbers.apply(known.map((one) => looked(one, suspicionOf(one)?.since)))
  }

  const run = async () => {
    let lookedAt = Number.NEGATIVE_INFINITY
    while (!stopping.signal.aborted) {
      waiting = new AbortController()
      const now = world.now()
      const isForAll = Math.abs(now - lookedAt) >= LOOK_EVERY
      try {
        if (isForAll) lookedAt = now
        await (isForAll ? lookAtAll() : lookAtDue())
      } catch (error) {
        world.warn('The tablets could not be looked at for their ladders; it is tried again', error)
      }
      const until = Math.min(lookedAt + LOOK_EVERY, Math.max(climbers.due(), world.now() + AT_LEAST))
      await world.wait(Math.min(until, world.now() + LOOK_EVERY), AbortSignal.any([waiting.signal, stopping.signal]))
    }
  }

  return {
    start() {
      running = run()
    },
    async stop() {
      stopping.abort()
      await running
      await climbers.settled()
    },
    poke: () => waiting.abort(),
    sinceOf: (seen) => suspicionOf(seen)?.since,
    acquit: (tablet) => void suspicions.delete(tablet),
  }
}
