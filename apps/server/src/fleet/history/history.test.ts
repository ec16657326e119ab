import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { type ClosableStore, openStore } from '../../store/sqlite-store.ts'
import type { Headcount } from './census.ts'
import { createForgetting } from './forgetting.ts'
import { gridOf } from './grid.ts'
import { createHistory } from './history.ts'
import { createSampler } from './sampler.ts'

const SECOND = 1_000
const HOUR = 3_600_000
const DAY = 24 * HOUR
const ENVIRONMENTS = [{ name: 'production' }, { name: 'staging' }]

let store: ClosableStore
let file: string
let now: number
let fleet: Record<string, Headcount>
let deploying: string[]
let sample: () => Promise<number>

const begin = async () => {
  sample = await createSampler({
    store: store.history,
    census: { of: (environment) => fleet[environment] ?? { counts: {}, offline: 0 } },
    environments: () => ENVIRONMENTS,
    isDeploying: async (environment) => deploying.includes(environment),
    world: { now: () => now },
  })
}

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relevo-history-'))
  file = join(folder, 'relevo.db')
  store = await openStore(file)
  await store.addEnvironments(['staging'])
  now = 100 * DAY
  fleet = {}
  deploying = []
  await begin()
  return async () => {
    await store.close()
    await rm(folder, { recursive: true })
  }
})

/** Have the fleet become so, so much later. */
async function after(ms: number, counts: Record<string, number>, offline = 0, environment = 'production') {
  now += ms
  fleet = { ...fleet, [environment]: { counts, offline } }
  return sample()
}

const history = () => createHistory(store.history, () => ENVIRONMENTS)
const kept = async (environment = 'production') => {
  const { points } = await history().releases({ environment, from: now - 10 * 60 * SECOND, to: now })
  return points
    .map(({ at, ...count }) => [(at - now) / SECOND, count])
    .filter((_, i, all) => i === all.length - 1 || all[i + 1]?.[1] !== all[i]?.[1])
}
const samples = async (from: number, to: number, environment = 'production') => {
  const times = Array.from({ length: (to - from) / (10 * SECOND) + 1 }, (_, i) => from + i * 10 * SECOND)
  return (await store.history.samplesAt(environment, times)).map(({ time, sample }) => [
    (time - from) / SECOND,
    sample.counts.r1,
  ])
}

describe('samples', () => {
  test('are taken when something changed, at most once a minute', async () => {
    const start = now
    expect(await after(0, { r1: 1 })).toBe(now + 10 * SECOND)
    for (let i = 2; i <= 7; i++) await after(10 * SECOND, { r1: i })
    const taken = await samples(start, now)
    expect(taken).toEqual([0, 10, 20, 30, 40, 50, 60].map((at) => [at, at < 60 ? 1 : 7]))
  })

  test('are finer while a deployment runs there, and only there', async () => {
    const start = now
    deploying = ['staging']
    for (let i = 1; i <= 4; i++) {
      fleet = { production: { counts: { r1: i }, offline: 0 }, staging: { counts: { r1: i }, offline: 0 } }
      await sample()
      now += 10 * SECOND
    }
    expect((await samples(start, start + 30 * SECOND, 'staging')).map(([, count]) => count)).toEqual([1, 2, 3, 4])
    expect((await samples(start, start + 30 * SECOND)).map(([, count]) => count)).toEqual([1, 1, 1, 1])
  })

  test('are not taken while nothing changes, also not after a restart, and hold until the next', async () => {
    await after(0, { r1: 5 }, 2)
    await after(HOUR, { r1: 5 }, 2)
    await store.close()
    store = await openStore(file)
    await begin()
    await after(HOUR, { r1: 5 }, 2)
    expect(await store.history.lastSamples()).toEqual([
      { environment: 'production', at: now - 2 * HOUR, counts: { r1: 5 }, offline: 2 },
      { environment: 'staging', at: now - 2 * HOUR, counts: {}, offline: 0 },
    ])
    await after(HOUR, { r1: 5 }, 3)
    const { points } = await history().releases({ environment: 'production', from: now - 4 * HOUR, to: now })
    expect(points[0]).toEqual({ at: now - 3 * HOUR, counts: { r1: 5 }, offline: 2 })
    expect(points.at(-2)).toEqual({ at: now - 60 * SECOND, counts: { r1: 5 }, offline: 2 })
    expect(points.at(-1)).toEqual({ at: now, counts: { r1: 5 }, offline: 3 })
  })

  test('go on when the clock is set back', async () => {
    await after(0, { r1: 1 })
    await after(-HOUR, { r1: 2 })
    expect((await store.history.samplesAt('production', [now])).map((one) => one.sample.counts)).toEqual([{ r1: 2 }])
  })

  test('know when the last tablet is gone', async () => {
    await after(0, { r1: 1 })
    await after(HOUR, {})
    expect((await kept()).at(-1)).toEqual([0, { counts: {}, offline: 0 }])
  })
})

describe('the history', () => {
  test('is of one environment, or of all together, with the releases as they came up', async () => {
    await after(0, { r2: 1 })
    await after(60 * SECOND, { r1: 4, r2: 1 }, 2, 'staging')
    await after(HOUR, { r2: 1, r3: 2 }, 1)
    const stretch = { from: now - 2 * HOUR, to: now }
    const production = await history().releases({ ...stretch, environment: 'production' })
    expect(production.releases).toEqual(['r2', 'r3'])
    const all = await history().releases(stretch)
    expect(all.releases).toEqual(['r2', 'r1', 'r3'])
    expect(all.points.at(-1)).toEqual({ at: now, counts: { r2: 2, r3: 2, r1: 4 }, offline: 3 })
    expect(await history().releases({ from: 0, to: DAY })).toEqual({ releases: [], points: [] })
  })

  test.each([
    ['a minute', 60 * SECOND, 10 * SECOND],
    ['an hour', HOUR, 30 * SECOND],
    ['a day', DAY, 300 * SECOND],
    ['a week', 7 * DAY, HOUR],
    ['30 days', 30 * DAY, 3 * HOUR],
    ['30 years', 11_000 * DAY, 37 * DAY],
  ])('has at most 300 points over %s, on whole steps', (_, span, step) => {
    const from = 1_743_328_805_123
    const times = gridOf(from, from + span)
    expect(times.length).toBeLessThanOrEqual(300)
    expect(times.at(-1)).toBe(from + span)
    expect(times.slice(0, -1).every((at) => at % step === 0 && at >= from && at < from + span)).toBe(true)
    expect(times[1] !== undefined && times[0] !== undefined && times.length > 2 ? times[1] - times[0] : step).toBe(step)
  })
})

describe('what is old', () => {
  const line = (at: number) =>
    ({ at, type: 'tablet-error', subject: { kind: 'tablet', id: 'hall' }, data: { release: 'r1' } }) as const
  const log = (...at: number[]) => store.saveTablets([], at.map(line))
  const left = async () => (await store.events({ limit: 1_000 })).events.map(({ seq }) => seq)
  const forget = () => createForgetting({ store: store.history, world: { now: () => now } }, { events: 400 * DAY })()

  test('of the log is forgotten, in small parts, and what it named with it', async () => {
    now = 1_000 * DAY
    await log(...Array.from({ length: 700 }, () => now - 400 * DAY - 1), now - 400 * DAY, now)
    expect(await forget()).toBe(now + 100)
    expect(await left()).toHaveLength(202)
    expect(await forget()).toBe(now + HOUR)
    expect(await left()).toEqual([701, 702])
    expect((await store.events({ release: 'r1', limit: 1_000 })).count).toBe(2)
    await log(now)
    expect(await left()).toEqual([701, 702, 703])
  })

  test('stays until every sink has read it, and while a notice of it is on its way', async () => {
    now = 1_000 * DAY
    await store.notices.begin(['slack', 'email'])
    await log(1, 2, 3, 4)
    const notice = { severity: 'info', title: 't', lines: [], link: 'l' } as never
    const delivery = (id: string, event: number, phase: 'waiting' | 'sent') => {
      const same = { id, sink: 'slack', event, notice, madeAt: 1, attempts: 0 }
      return phase === 'sent' ? { ...same, phase, endedAt: 1 } : { ...same, phase, nextAt: 1 }
    }
    await store.notices.enter('slack', 0, 4, [delivery('a', 1, 'waiting'), delivery('b', 2, 'sent')])
    await forget()
    expect(await left()).toEqual([1, 2, 3, 4])
    await store.notices.enter('email', 0, 3, [])
    await forget()
    expect(await left()).toEqual([1, 4])
    expect((await store.notices.deliveries({ limit: 9, offset: 0 })).deliveries.map(({ id }) => id)).toEqual(['a'])
    const waiting = await store.notices.delivery('a')
    if (waiting) await store.notices.replace(waiting, delivery('a', 1, 'sent'))
    await forget()
    expect(await left()).toEqual([4])
  })

  test('of the samples is forgotten after 30 days, but for the one that held then', async () => {
    const start = now
    for (let i = 0; i < 40; i++) {
      await after(i === 0 ? 0 : DAY, { r1: i + 1 })
      await after(0, { r1: 1 }, 0, 'staging')
    }
    await forget()
    const first = async (environment: string, at: number) =>
      (await store.history.samplesAt(environment, [at])).map((one) => one.sample.counts.r1)
    expect(await first('production', start + 8 * DAY)).toEqual([])
    expect(await first('production', start + 9 * DAY)).toEqual([10])
    expect(await first('staging', start)).toEqual([])
    expect(await first('staging', start + DAY)).toEqual([1])
    expect(now - start).toBe(39 * DAY)
  })
})
