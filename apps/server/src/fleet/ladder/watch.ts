import { type Suspicion, suspect } from '@relevo/core/ladder'
import { type Climbers, type Happening, isActing } from './climbers.ts'
import type { LadderParts, LadderSettings } from './ladder-parts.ts'
import type { Sights } from './sights.ts'

/** Milliseconds between two looks at all tablets. */
const LOOK_EVERY = 15_000
/** So many of those that are due to be begun with are looked at closely in one go: tablets wait for their answers meanwhile. */
const CLOSELY = 500
/** Looks at those that are due are this far apart at least, ms. */
const AT_LEAST = 250

/** The loop that looks at tablets for their ladders. */
export interface Watch {
  start(): void
  stop(): Promise<void>
  /** Somebody ordered something: look again when that is due. */
  poke(): void
  /** Since when a tablet has looked the same, and not right; `undefined` when it is. */
  sinceOf(tablet: string): number | undefined
  /** A tablet has all the time anew. */
  acquit(tablet: string): void
}

/** A watch over the tablets, which does nothing before it is started. */
export function createWatch(climbers: Climbers, sights: Sights, parts: LadderParts, rules: LadderSettings): Watch {
  const { fleet, world } = parts
  const stopping = new AbortController()
  let waiting = new AbortController()
  let suspicions = new Map<string, Suspicion>()
  let turn = 0
  let running: Promise<void> = Promise.resolve()

  /** How it looks now, which may be something else than at the last look at all. */
  const suspicionOf = (tablet: string): Suspicion | undefined => {
    const glance = sights.glance(tablet)
    return glance && suspect(suspicions.get(tablet), glance, rules.after, world.now())
  }

  const lookAt = async (tablets: readonly string[]) => {
    const happenings: Happening[] = []
    for (const tablet of tablets) {
      const seen = await sights.of(tablet)
      if (seen?.tablet !== tablet) continue
      const event = { type: 'looked', at: world.now(), sight: seen.sight, since: suspicionOf(tablet)?.since } as const
      happenings.push({ seen, event })
    }
    await climbers.apply(happenings)
  }

  /** Those that have been wrong for long enough, and are not being climbed for. */
  const due = (at: number): string[] => {
    const isDue = ([tablet, { since }]: [string, Suspicion]) =>
      at - since >= rules.after && climbers.of(tablet).phase === 'well'
    const found = [...suspicions].filter(isDue)
    return found.sort(([, one], [, other]) => one.since - other.since).map(([tablet]) => tablet)
  }

  /** As many as may be, from where the last look ended, so that each has its turn. */
  const inTurn = (tablets: readonly string[]): readonly string[] => {
    if (tablets.length <= CLOSELY) return tablets
    const first = turn % tablets.length
    return [...tablets.slice(first), ...tablets.slice(0, first)].slice(0, CLOSELY)
  }

  const lookAtAll = async () => {
    const now = new Map<string, Suspicion>()
    const at = world.now()
    for (const [tablet, glance] of sights.glances()) {
      const suspicion = suspect(suspicions.get(tablet), glance, rules.after, at)
      if (suspicion) now.set(tablet, suspicion)
    }
    suspicions = now
    const ladders = climbers.all()
    const acting = ladders.filter(({ state }) => isActing(state)).map(({ tablet }) => tablet)
    const others = ladders.filter(({ state }) => !isActing(state)).map(({ tablet }) => tablet)
    // Those that are being climbed for come first.
    await lookAt([...new Set([...acting, ...inTurn(others), ...inTurn(due(at))])])
    turn += CLOSELY
    await climbers.sweep((tablet) => fleet.tablets.get(tablet)?.id === tablet)
  }

  const lookAtDue = () => lookAt(climbers.dueAt(world.now()))

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
    sinceOf: (tablet) => suspicionOf(tablet)?.since,
    acquit: (tablet) => void suspicions.delete(tablet),
  }
}
