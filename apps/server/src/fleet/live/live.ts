import type { FleetEvent } from '../event.ts'
import { createTurns } from '../in-turn.ts'
import type { Store, World } from '../ports.ts'
import type { Bell, Topic } from './bell.ts'
import { turnsOf } from './turns.ts'

/** Lines of the log that are at hand for who was away for a moment. */
const AT_HAND = 200
/** What happens within this time is told together, ms: a fleet that reports at once costs a few messages, not one each. */
export const GATHER = 250
/** Changes are told at most this often, ms. */
export const CHANGES_EVERY = 1_000
/** Everybody hears from us at least this often, ms, so that a broken connection is found out. */
export const BEAT_EVERY = 15_000
/** Lines that are read from the log in one go. */
const BATCH = 1_000
/** The log could not be read: it is tried again after this long, ms. */
const TRY_AGAIN = 1_000

/** Whoever shows what happens while it happens. None of these may throw, or take long. */
export interface Listener {
  /** These were added to the log, oldest first. */
  lines(events: readonly FleetEvent[]): void
  /** These lists are not what they were. */
  changed(topics: readonly Topic[]): void
  /** Nothing happened, perhaps. */
  beat(): void
  /** The server stops. */
  end(): void
}

/** The log as it grows, and what changes beside it. */
export interface Live {
  /**
   * Tell what is new in the log now, not in a moment: whoever has just read the log knows more than was told.
   *
   * @throws whatever the store throws
   */
  look(): Promise<void>
  /** The latest line that was told; 0 while the log is empty. */
  last(): number
  /** What came after a line; `undefined` when that is more than is at hand, or when the log never had that line. */
  since(seq: number): readonly FleetEvent[] | undefined
  /** @returns ends the listening */
  listen(listener: Listener): () => void
  /** Nothing is told any more, and who listens is let go. */
  stop(): Promise<void>
}

/**
 * Follow the log from its present end. It is looked at whenever the bell rings.
 *
 * Waits are never measured by the hour: a clock that is set back must not silence anybody.
 */
export async function createLive({
  store,
  bell,
  world,
}: {
  store: Pick<Store, 'events'>
  bell: Bell
  world: Pick<World, 'now' | 'wait' | 'warn'>
}): Promise<Live> {
  const listeners = new Set<Listener>()
  const stopping = new AbortController()
  const { signal } = stopping
  const pause = (ms: number) => world.wait(world.now() + ms, signal)
  let recent: readonly FleetEvent[] = (await store.events({ limit: AT_HAND })).events
  let last = recent.at(-1)?.seq ?? 0
  const topics = new Set<Topic>()

  const inTurn = createTurns()
  const readNow = async () => {
    for (;;) {
      const { events } = await store.events({ after: last, limit: BATCH })
      const latest = events.at(-1)
      if (!latest) return
      recent = [...recent, ...events].slice(-AT_HAND)
      last = latest.seq
      for (const listener of listeners) listener.lines(events)
    }
  }

  const look = () => inTurn(readNow) // two at once would both tell the same

  const grown = turnsOf(signal, async () => {
    await pause(GATHER)
    try {
      await look()
    } catch (error) {
      world.warn('The log cannot be read; whoever follows it waits', error)
      await pause(TRY_AGAIN)
      grown.call()
    }
  })

  const changed = turnsOf(signal, async () => {
    await pause(GATHER) // what was written is in memory too by then
    if (signal.aborted) return
    const told = [...topics]
    topics.clear()
    for (const listener of listeners) listener.changed(told)
    await pause(CHANGES_EVERY - GATHER)
  })

  const beats = (async () => {
    while (!signal.aborted) {
      await pause(BEAT_EVERY)
      if (!signal.aborted) for (const listener of listeners) listener.beat()
    }
  })()

  const silence = bell.listen((rung) => {
    grown.call()
    for (const topic of rung) topics.add(topic)
    if (topics.size > 0) changed.call()
  })

  return {
    look,
    last: () => last,
    since(seq) {
      if (seq === last) return []
      const first = recent[0]?.seq
      return first === undefined || seq > last || seq < first - 1 ? undefined : recent.filter((one) => one.seq > seq)
    },
    listen(listener) {
      if (signal.aborted) listener.end()
      else listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async stop() {
      silence()
      stopping.abort()
      for (const listener of [...listeners]) listener.end()
      listeners.clear()
      await Promise.all([grown.over, changed.over, beats])
    },
  }
}
