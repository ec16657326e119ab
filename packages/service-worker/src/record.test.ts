import { NO_SLOTS } from '@relevo/core/slots'
import { expect, it } from 'vitest'
import type { Database } from './database.ts'
import { keepRecord, type TabletRecord } from './record.ts'
import { keepReleases } from './releases.ts'

/** A disk that has one row, and no room while it is full. */
function fakeDisk() {
  const disk = { record: undefined as TabletRecord | undefined, full: false }
  const requestOf = (result: unknown) => {
    const request = { result, onsuccess: () => undefined }
    queueMicrotask(() => request.onsuccess())
    return request
  }
  const database: Database = async (_, work) => {
    let put: TabletRecord | undefined
    const state = {
      get: () => requestOf(structuredClone(disk.record)),
      put: (record: TabletRecord) => {
        put = structuredClone(record)
      },
    }
    const result = await work(state as unknown as IDBObjectStore, {} as IDBObjectStore)
    if (put && disk.full) throw new DOMException('full', 'QuotaExceededError')
    if (put) disk.record = put
    return result
  }
  return { disk, database }
}

it('knows a page whose pin a full disk did not take, until it is written, or forgotten, with something else', async () => {
  const { disk, database } = fakeDisk()
  const keeper = keepRecord(database, { expect: () => undefined }, () => undefined)
  const written: Promise<unknown>[] = []
  disk.full = true
  for (const client of ['c1', 'c2'])
    keeper.pin(client, { release: 'r1', at: 0 }, { waitUntil: (work) => written.push(work) })
  await Promise.all(written)
  expect([...(await keeper.read()).pins.keys()]).toEqual(['c1', 'c2'])
  const forget = () => keeper.write(async ({ pins }) => pins.delete('c1'))
  await expect(forget()).rejects.toThrow('full')
  expect([...(await keeper.read()).pins.keys()]).toEqual(['c1', 'c2'])

  disk.full = false
  await forget()
  expect([...(await keeper.read()).pins.keys()]).toEqual(['c2'])
  await keeper.write(async () => undefined)
  expect(disk.record).toEqual({ slots: NO_SLOTS, pins: new Map([['c2', { release: 'r1', at: 0 }]]) })
})

it('writes a pin down after the answer, however that ends, and knows it at once', async () => {
  const { disk, database } = fakeDisk()
  const keeper = keepRecord(database, { expect: () => undefined }, () => undefined)
  for (const end of ['resolve', 'reject'] as const) {
    const { promise: handled, ...answer } = Promise.withResolvers<void>()
    const written: Promise<unknown>[] = []
    keeper.pin(end, { at: 0 }, { handled, waitUntil: (work) => written.push(work) })
    expect((await keeper.read()).pins.has(end)).toBe(true)
    expect(disk.record?.pins.has(end)).not.toBe(true)
    answer[end]()
    await Promise.all(written)
    expect(disk.record?.pins.has(end)).toBe(true)
  }
})

it('reads record and manifest of the release that is next in one transaction', async () => {
  const { disk, database } = fakeDisk()
  disk.record = { slots: { phase: 'settled', active: 'r1', failed: {} }, pins: new Map() }
  let transactions = 0
  const counted: Database = (mode, work) => {
    transactions++
    const request = { result: { version: 'r1' }, onsuccess: () => undefined }
    const rows = { get: () => queueMicrotask(() => request.onsuccess()) ?? request }
    return database(mode, (state) => work(state, rows as unknown as IDBObjectStore))
  }
  const releases = keepReleases(counted)
  const { slots } = await keepRecord(counted, releases, () => undefined).read()
  expect(await releases.find(slots.active)).toEqual({ version: 'r1' })
  expect(transactions).toBe(1)
})
