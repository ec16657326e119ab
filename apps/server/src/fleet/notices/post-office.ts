import { RelevoError } from '@relevo/core/errors'
import type { World } from '../ports.ts'
import { type Delivery, LONGEST_WISH, type Outcome, step } from './delivery.ts'
import { kindsOf, type NoticeKind } from './kinds.ts'
import { noticeOf } from './notice-of.ts'
import { freeAt } from './pace.ts'
import type { DeliveryQuery, Letter, NoticeStore, Sink } from './ports.ts'
import { testNotice } from './test-notice.ts'

/** Turns the log into notices and brings them out: each event once to each sink that wants it. */
export interface PostOffice {
  /** The sinks, each with how many notices wait for it, and how many were given up. */
  sinks(): Promise<{ name: string; kinds: readonly NoticeKind[]; waiting: number; dead: number }[]>
  /**
   * Read what is new in the log for a sink, and send what is due. One call at a time for each sink; sinks are independent.
   *
   * @returns when it wants to be called again, ms since the epoch
   */
  run(sink: string): Promise<number>
  /** Latest first. */
  deliveries(query: DeliveryQuery): Promise<{ deliveries: Delivery[]; count: number }>
  /**
   * Send what was given up after all, with the next run.
   *
   * @throws RelevoError `notice-unknown`, `sink-unknown` when its sink is not set up any more, `notice-not-dead`
   */
  resend(id: string): Promise<Delivery>
  /**
   * Send a test notice through each sink, or this one, at once and once.
   *
   * @throws RelevoError `sink-unknown`
   */
  test(sink?: string): Promise<{ sink: string; outcome: Outcome }[]>
}

/** Milliseconds between two looks into the log. */
const LOOK_EVERY = 1_000

/** Events that are read in one go. */
const BATCH = 200

/**
 * Open the post office over its store. Where each sink was in the log is where it goes on.
 *
 * @param home says the address of the server as people reach it, without a trailing slash
 */
export async function createPostOffice({
  store,
  sinks,
  world,
  home,
}: {
  store: NoticeStore
  sinks: readonly Sink[]
  world: World
  home: () => string
}): Promise<PostOffice> {
  const counters = new Map(sinks.map((sink) => [sink.name, createCounter(sink, store, world, home)]))
  await store.begin([...counters.keys()])
  for (const phase of ['waiting', 'sending'] as const) {
    const { deliveries } = await store.deliveries({ phase, limit: Number.MAX_SAFE_INTEGER, offset: 0 })
    for (const delivery of deliveries) {
      if (counters.has(delivery.sink)) continue
      await store.replace(delivery, step(delivery, { type: 'abandoned', at: world.now() }))
    }
  }
  const count = async (sink: string, phase: Delivery['phase']) =>
    (await store.deliveries({ sink, phase, limit: 1, offset: 0 })).count

  return {
    sinks: () =>
      Promise.all(
        sinks.map(async ({ name, kinds }) => ({
          name,
          kinds,
          waiting: (await count(name, 'waiting')) + (await count(name, 'sending')),
          dead: await count(name, 'dead'),
        })),
      ),
    async run(name) {
      const counter = counters.get(name)
      if (!counter) throw new RelevoError('sink-unknown', name)
      return counter()
    },
    deliveries: (query) => store.deliveries(query),
    async resend(id) {
      const delivery = await store.delivery(id)
      if (!delivery) throw new RelevoError('notice-unknown', id)
      if (delivery.phase !== 'dead') throw new RelevoError('notice-not-dead', delivery.phase)
      if (!counters.has(delivery.sink)) throw new RelevoError('sink-unknown', delivery.sink)
      const waiting = step(delivery, { type: 'resend', at: world.now() })
      if (!(await store.replace(delivery, waiting))) throw new RelevoError('notice-not-dead', 'waiting')
      return waiting
    },
    async test(name) {
      const asked = name === undefined ? sinks : sinks.filter((sink) => sink.name === name)
      if (name !== undefined && asked.length === 0) throw new RelevoError('sink-unknown', name)
      const id = world.newId()
      const send = (sink: Sink) => sent(sink, { id, at: world.now(), notice: testNotice(sink.name, home()) })
      return Promise.all(asked.map(async (sink) => ({ sink: sink.name, outcome: await send(sink) })))
    },
  }
}

/** What `run` does for one sink. */
function createCounter(sink: Sink, store: NoticeStore, world: World, home: () => string): () => Promise<number> {
  /** A run before this one, of this process or of one before, may have ended between sending and writing that down. */
  let isCut = true
  let left: number[] = []
  let heldUntil = 0

  const recover = async () => {
    const { deliveries } = await store.deliveries({ sink: sink.name, phase: 'sending', limit: BATCH, offset: 0 })
    for (const delivery of deliveries) {
      await store.replace(delivery, step(delivery, { type: 'interrupted', at: world.now() }))
    }
  }

  const read = async () => {
    for (;;) {
      const { after, events } = await store.unread(sink.name, BATCH)
      const last = events.at(-1)
      if (!last) return
      const at = world.now()
      const deliveries = events
        .filter((event) => kindsOf(event).some((kind) => sink.kinds.includes(kind)))
        .flatMap((event): Delivery[] => {
          const notice = noticeOf(event, home())
          if (!notice) return []
          const [id, attempts] = [world.newId(), 0]
          return [{ id, sink: sink.name, event: event.seq, notice, madeAt: at, attempts, phase: 'waiting', nextAt: at }]
        })
      await store.enter(sink.name, after, last.seq, deliveries)
    }
  }

  const deliver = async (waiting: Delivery, now: number) => {
    const sending = step(waiting, { type: 'send', at: now })
    if (!(await store.replace(waiting, sending))) return
    left = [...left, now].slice(-sink.pace.most)
    const outcome = await sent(sink, { id: sending.id, at: now, notice: sending.notice })
    const at = world.now()
    // What one notice is told to wait for holds for those behind it.
    const wish = outcome.result === 'failed' ? (outcome.retryAfter ?? 0) : 0
    heldUntil = at + Math.min(wish, LONGEST_WISH)
    const after = step(sending, { type: 'answered', at, outcome })
    await store.replace(sending, after)
    if (after.phase === 'dead') world.warn(`A notice could not be delivered by ${sink.name}`, after.detail)
  }

  return async () => {
    if (isCut) await recover()
    isCut = true
    await read()
    for (;;) {
      const now = world.now()
      const next = await store.next(sink.name)
      const at = Math.max(next?.nextAt ?? Number.POSITIVE_INFINITY, freeAt(sink.pace, left, now), heldUntil)
      if (next && at <= now) {
        await deliver(next, now)
        continue
      }
      isCut = false
      return Math.min(at, now + LOOK_EVERY)
    }
  }
}

/** A sink that breaks its promise and throws is one that failed; what it threw may hold its address, and goes nowhere. */
async function sent(sink: Sink, letter: Letter): Promise<Outcome> {
  try {
    return await sink.send(letter)
  } catch {
    return { result: 'failed', detail: 'the sink failed in an unknown way' }
  }
}
