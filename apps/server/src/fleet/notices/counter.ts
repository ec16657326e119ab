import type { World } from '../ports.ts'
import { deliveriesOf } from './deliveries-of.ts'
import { type Delivery, LONGEST_WISH, step } from './delivery.ts'
import { freeAt } from './pace.ts'
import type { NoticeStore, Sink } from './ports.ts'
import { sent } from './sent.ts'

/** Milliseconds between two looks into the log. */
const LOOK_EVERY = 1_000

/** Events that are read in one go. */
const BATCH = 200

/**
 * What the post office does for one sink: read what is new in the log, send what is due. One call at a time.
 *
 * @returns resolves to when it wants to be called again, ms since the epoch
 */
export function createCounter(
  sink: Sink,
  { store, world, home }: { store: NoticeStore; world: Pick<World, 'now' | 'newId' | 'warn'>; home: () => string },
): () => Promise<number> {
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
      const deliveries = deliveriesOf(events, sink, { home: home(), at: world.now(), newId: world.newId })
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
