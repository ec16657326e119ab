import { afterEach, describe, expect, it, vi } from 'vitest'
import { dice } from '../../packages/core/src/testing/dice.ts'
import { openDatabase } from '../../packages/service-worker/src/database.ts'
import { DatabaseDisk, MemoryDatabase, type Platform } from './memory-database.ts'
import { Life, Timeline } from './timeline.ts'
import { fineWeather } from './weather.ts'

/** A disk, and how a worker opens its database on it. */
function tablet() {
  const chance = dice(1)
  const platform: Platform = { timeline: new Timeline(), weather: fineWeather(), delay: () => 1 + chance.below(5) }
  const disk = new DatabaseDisk()
  const worker = (life = new Life()) => {
    vi.stubGlobal('indexedDB', new MemoryDatabase(disk, platform, life))
    const database = openDatabase('relevo:/')
    return { life, database }
  }
  const stored = () => disk.databases.get('relevo:/')?.tables.get('state')?.get('record')
  return { ...platform, disk, worker, stored }
}

afterEach(() => vi.unstubAllGlobals())

describe('the database in memory', () => {
  it('runs writes one after the other, and reads after the writes before them', async () => {
    const { timeline, worker } = tablet()
    const { database } = worker()
    const read = (state: IDBObjectStore) =>
      new Promise<number>((resolve) => {
        const request = state.get('record')
        request.onsuccess = () => resolve(request.result ?? 0)
      })
    const add = () => database('readwrite', async (state) => void state.put((await read(state)) + 1, 'record'))
    const all = [add(), add(), add()]
    const seen = database('readonly', read)
    await timeline.pass(1_000)
    await Promise.all(all)
    expect(await seen).toBe(3)
  })

  it('keeps all of a transaction or nothing, whenever its worker dies', async () => {
    for (let tasks = 0; tasks < 12; tasks += 1) {
      const { timeline, disk, worker, stored } = tablet()
      const { life, database } = worker()
      let isWritten = false
      const work = database('readwrite', async (state, releases) => {
        releases.put('manifest', 'r1')
        state.put('record', 'record')
      })
      work.then(() => {
        isWritten = true
      })
      await timeline.run(tasks)
      life.alive = false
      disk.lose(life)
      await timeline.pass(1_000)
      const manifest = disk.databases.get('relevo:/')?.tables.get('releases')?.get('r1')
      expect([tasks, manifest === undefined]).toEqual([tasks, stored() === undefined])
      if (isWritten) expect(stored()).toBe('record')
    }
  })

  it('ends a transaction that waits for anything else', async () => {
    const { timeline, worker, stored } = tablet()
    const { database } = worker()
    const late = database('readwrite', async (state) => {
      await new Promise<void>((resolve) => void timeline.after(50, undefined, resolve))
      state.put('late', 'record')
    }).catch((error: DOMException) => error.name)
    await timeline.pass(1_000)
    expect(await late).toBe('TransactionInactiveError')
    expect(stored()).toBeUndefined()
  })

  it('writes nothing to a full disk, and says so', async () => {
    const { timeline, weather, worker, stored } = tablet()
    const { database } = worker()
    weather.quota = 0
    const refused = database('readwrite', async (state) => void state.put('record', 'record')).catch(
      (error: DOMException) => error.name,
    )
    await timeline.pass(1_000)
    expect(await refused).toBe('QuotaExceededError')
    expect(stored()).toBeUndefined()
  })
})
