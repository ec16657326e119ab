import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewEvent } from '../fleet/event.ts'
import type { Delivery } from '../fleet/notices/delivery.ts'
import { type ClosableStore, openStore } from './sqlite-store.ts'

let folder: string
let store: ClosableStore
const open = () => openStore(join(folder, 'relevo.db'))
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-notices-'))
  store = await open()
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})
const again = async () => {
  await store.close()
  store = await open()
}

const happens = (...ids: string[]) =>
  store.saveTablets(
    [],
    ids.map((id): NewEvent => ({ at: 1, type: 'tablet-stuck', subject: { kind: 'tablet', id }, data: {} })),
  )

const notice = { severity: 'info' as const, title: 't', lines: ['l'], link: 'k' }
const delivery = (event: number, more: Partial<Delivery> = {}) =>
  ({
    id: `i${event}`,
    sink: 'slack',
    event,
    notice,
    madeAt: 1,
    attempts: 0,
    phase: 'waiting',
    nextAt: event,
    ...more,
  }) as Delivery
const all = async () => (await store.notices.deliveries({ limit: 100, offset: 0 })).deliveries

test('a sink begins at the end of the log, and keeps its place over a restart', async () => {
  await happens('a', 'b')
  await store.notices.begin(['slack'])
  expect(await store.notices.unread('slack', 10)).toEqual({ after: 2, events: [] })
  await happens('c')
  await again()
  await store.notices.begin(['slack', 'email'])
  expect(await store.notices.unread('slack', 10)).toMatchObject({ after: 2, events: [{ seq: 3 }] })
  expect(await store.notices.unread('email', 10)).toEqual({ after: 3, events: [] })
})

test('a sink that was gone for a while is a new one', async () => {
  for (const others of [[], ['email']]) {
    await store.notices.begin(['slack', ...others])
    await store.notices.begin(others)
    await happens('a')
    await store.notices.begin(['slack', ...others])
    expect((await store.notices.unread('slack', 10)).events).toEqual([])
  }
  expect((await store.notices.unread('email', 10)).events.length).toBe(1)
})

test('events come oldest first, and no more than asked for', async () => {
  await store.notices.begin(['slack'])
  await happens('a', 'b', 'c')
  const { events } = await store.notices.unread('slack', 2)
  expect(events.map(({ subject }) => subject.id)).toEqual(['a', 'b'])
})

test('the place moves together with the deliveries, and what was read twice is entered once', async () => {
  await store.notices.begin(['slack'])
  await happens('a', 'b')
  await store.notices.enter('slack', 0, 1, [delivery(1)])
  await store.notices.enter('slack', 0, 2, [delivery(1, { id: 'x1' }), delivery(2, { id: 'x2' })])
  expect((await store.notices.unread('slack', 10)).after).toBe(1)
  await store.notices.enter('slack', 1, 2, [delivery(1, { id: 'y1' }), delivery(2)])
  expect((await all()).map(({ id }) => id)).toEqual(['i2', 'i1'])
})

test('when a delivery cannot be entered, the place does not move', async () => {
  await store.notices.begin(['slack'])
  await happens('a')
  await expect(store.notices.enter('slack', 0, 1, [delivery(99)])).rejects.toThrow(/FOREIGN KEY/)
  expect((await store.notices.unread('slack', 10)).after).toBe(0)
})

test('gives back what it was given, in every phase', async () => {
  await store.notices.begin(['slack'])
  await happens('a', 'b', 'c', 'd')
  const four = [
    delivery(4, { phase: 'dead', endedAt: 8, detail: 'no' } as Partial<Delivery>),
    delivery(3, { phase: 'sent', endedAt: 9 } as Partial<Delivery>),
    delivery(2, { phase: 'sending', attempts: 2, detail: 'before' }),
    delivery(1),
  ].map((some) => {
    const { nextAt, ...rest } = some as Delivery & { nextAt: number }
    return some.phase === 'waiting' ? some : rest
  })
  await store.notices.enter('slack', 0, 4, four as Delivery[])
  await again()
  expect(await all()).toEqual(four)
  expect(await store.notices.delivery('i3')).toEqual(four[1])
  expect(await store.notices.delivery('i9')).toBeUndefined()
})

test('lists the latest first, by phase and sink, in pages', async () => {
  await store.notices.begin(['slack', 'email'])
  await happens('a', 'b')
  await store.notices.enter('slack', 0, 2, [delivery(1), delivery(2)])
  await store.notices.enter('email', 0, 2, [delivery(1, { id: 'e1', sink: 'email', phase: 'sending' })])
  const ids = async (query: object) => {
    const { deliveries, count } = await store.notices.deliveries({ limit: 100, offset: 0, ...query })
    return [count, ...deliveries.map(({ id }) => id)]
  }
  expect(await ids({})).toEqual([3, 'i2', 'e1', 'i1'])
  expect(await ids({ limit: 1, offset: 1 })).toEqual([3, 'e1'])
  expect(await ids({ sink: 'slack' })).toEqual([2, 'i2', 'i1'])
  expect(await ids({ phase: 'sending' })).toEqual([1, 'e1'])
})

test('next is the one whose time comes first, of this sink, that waits', async () => {
  await store.notices.begin(['slack', 'email'])
  await happens('a', 'b', 'c')
  const later = { nextAt: 50 } as Partial<Delivery>
  await store.notices.enter('slack', 0, 3, [delivery(1, later), delivery(2, later), delivery(3, { phase: 'sending' })])
  await store.notices.enter('email', 0, 3, [delivery(3, { id: 'e', sink: 'email' })])
  expect(await store.notices.next('slack')).toMatchObject({ id: 'i1', nextAt: 50 })
  expect(await store.notices.next('nobody')).toBeUndefined()
})

test('a delivery is replaced only where it still stands where it stood', async () => {
  await store.notices.begin(['slack'])
  await happens('a')
  await store.notices.enter('slack', 0, 1, [delivery(1)])
  const sending = delivery(1, { phase: 'sending', attempts: 1 })
  expect(await store.notices.replace(delivery(1), sending)).toBe(true)
  expect(await store.notices.replace(delivery(1), sending)).toBe(false)
  expect(await store.notices.replace({ ...sending, attempts: 2 }, delivery(1))).toBe(false)
  expect(await store.notices.next('slack')).toBeUndefined()
})
