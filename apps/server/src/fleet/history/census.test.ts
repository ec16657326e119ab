import { expect, test } from 'vitest'
import { isOnline, type Tablet } from '../tablet.ts'
import { createCensus, type Headcount } from './census.ts'

const POLL = 300_000

const tablet = (id: string, more: Partial<Tablet> = {}): Tablet => ({
  ...{ id, environment: 'production', release: 'r1', releaseSince: 0, phase: 'current', firstSeen: 0 },
  ...{ lastSeen: 1_000_000, online: true },
  ...more,
})

function looked(tablets: Iterable<Tablet>, environment: string, at: number): Headcount {
  const there = [...tablets].filter((one) => one.environment === environment)
  const counts = Map.groupBy(there, ({ release }) => release)
  return {
    counts: Object.fromEntries([...counts].map(([release, of]) => [release, of.length])),
    offline: there.filter((one) => !isOnline(one, POLL, at)).length,
  }
}

test('a census says what looking at every tablet would say, whatever became of them', () => {
  const known = [tablet('a'), tablet('b', { environment: 'staging', online: false })]
  const tablets = new Map(known.map((one) => [one.id, one]))
  const census = createCensus(known, POLL)
  let state = 7
  const pick = <T>(of: readonly T[]): T => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return of[(state >> 8) % of.length] as T
  }
  for (let i = 0; i < 5_000; i++) {
    const id = pick(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
    const before = tablets.get(id)
    const after = tablet(id, {
      environment: pick(['production', 'staging']),
      release: pick(['r1', 'r2', 'r3']),
      lastSeen: 10_000 * i, // a slot begins here, so that nothing is rounded
      online: pick([true, true, false]),
    })
    if (pick([0, 1, 2, 3, 4]) === 0) {
      tablets.delete(id)
      census.moved(before, undefined)
    } else {
      tablets.set(id, after)
      census.moved(before, after)
    }
    const at = 10_000 * (i + pick([0, 30, 62]))
    for (const environment of ['production', 'staging', 'none'])
      expect(census.of(environment, at)).toEqual(
        lenient(looked(tablets.values(), environment, at), census, environment, at),
      )
  }
})

/** Ten seconds more than two polls may pass before the census takes a tablet for offline. */
function lenient(expected: Headcount, census: { of(name: string, at: number): Headcount }, name: string, at: number) {
  const { offline } = census.of(name, at)
  const late = census.of(name, at + 10_000).offline
  expect(offline <= expected.offline && expected.offline <= late).toBe(true)
  return { ...expected, offline }
}

test('who was silent for two polls is offline, and who is heard again is not', () => {
  const census = createCensus([tablet('a', { lastSeen: 0 })], POLL)
  expect(census.of('production', 2 * POLL)).toEqual({ counts: { r1: 1 }, offline: 0 })
  expect(census.of('production', 2 * POLL + 10_001)).toEqual({ counts: { r1: 1 }, offline: 1 })
  census.moved(tablet('a', { lastSeen: 0 }), tablet('a', { lastSeen: 700_000 }))
  expect(census.of('production', 700_000).offline).toBe(0)
  census.moved(tablet('a', { lastSeen: 700_000 }), tablet('a', { lastSeen: 700_000, online: false }))
  expect(census.of('production', 700_000).offline).toBe(1)
})

test('a fleet of 50,000 is counted without looking at each', () => {
  const fleet = Array.from({ length: 50_000 }, (_, i) => tablet(`t${i}`, { lastSeen: 1_000_000 + i }))
  const census = createCensus(fleet, POLL)
  const started = performance.now()
  for (let i = 0; i < 1_000; i++) census.of('production', 1_000_000 + i)
  // Looking at each would take seconds.
  expect(performance.now() - started).toBeLessThan(500)
  expect(census.of('production', 1_000_000)).toEqual({ counts: { r1: 50_000 }, offline: 0 })
})
