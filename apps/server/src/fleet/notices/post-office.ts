import { RelevoError } from '@relevo/core/errors'
import type { World } from '../ports.ts'
import { createCounter } from './counter.ts'
import { type Delivery, type Outcome, step } from './delivery.ts'
import type { NoticeKind } from './kinds.ts'
import type { DeliveryQuery, NoticeStore, Sink } from './ports.ts'
import { sent } from './sent.ts'
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
  world: Pick<World, 'now' | 'newId' | 'warn'>
  home: () => string
}): Promise<PostOffice> {
  const counters = new Map(sinks.map((sink) => [sink.name, createCounter(sink, { store, world, home })]))
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
