import { describe, expect, it } from 'vitest'
import { dice } from '../testing/dice.ts'
import { reachesOf, reachOf, waveOf } from './members.ts'
import { PLACES } from './place.ts'
import type { Canary, Selector } from './plan.ts'
import type { WaveForm } from './plan-form.ts'
import { readPlan } from './read-plan.ts'

const canary = (...waves: WaveForm[]) => readPlan({ strategy: 'canary', waves }) as Canary

/** Places of a fleet, as dice lay them. */
function fleet(size: number, seed = 1): number[] {
  const chance = dice(seed)
  return Array.from({ length: size }, () => chance.below(PLACES))
}

const countIn = (places: readonly number[], reach: number) => places.filter((place) => place < reach).length
const inOpen = (plan: Canary, places: readonly number[], open: number) => reachesOf(plan, places).slice(0, open)

describe('[W4] a percentage takes in as many of the fleet as it must, and no more', () => {
  it.each([
    [1, 20, 1],
    [0.01, 3, 1],
    [5, 100, 5],
    [7, 100, 7],
    [33.3, 1_000, 333],
    [0.01, 20_000, 2],
    [50, 3, 2],
    [99.99, 100, 100],
  ])('[W4] %d percent of %i tablets are %i', (percent, size, members) => {
    for (let seed = 1; seed <= 5; seed += 1) {
      const places = fleet(size, seed)
      expect(countIn(places, reachOf({ percent }, places, 0))).toBe(members)
    }
  })

  it('[W4] of a fleet that is still to come it takes that share of the queue', () => {
    expect(reachOf({ percent: 25 }, [], 0)).toBe(PLACES / 4)
  })
})

it('[W5] a count takes in as many tablets, or all there are', () => {
  const places = fleet(100)
  expect(countIn(places, reachOf({ count: 10 }, places, 0))).toBe(10)
  expect(countIn(places, reachOf({ count: 1_000 }, places, 0))).toBe(100)
  expect(reachOf({ count: 10 }, [], 0)).toBe(0)
})

it('[W3] a larger wave keeps whom a smaller one had, also when the fleet has changed in between', () => {
  const few = fleet(40)
  const first = reachOf({ count: 10 }, few, 0)
  const many = [...few, ...fleet(4_000, 2)]
  for (const next of [{ percent: 0.05 }, { count: 11 }, { groups: ['lobby'] }] satisfies Selector[])
    expect(reachOf(next, many, first)).toBeGreaterThanOrEqual(first)
})

it('[W6] who comes later, with a place before the end of an open wave, joins it', () => {
  const plan = canary({ percent: 10 }, { percent: 50 })
  const [first = 0] = reachesOf(plan, fleet(100))
  expect(waveOf(plan, [first], { place: first - 1 })).toBe(1)
  expect(waveOf(plan, [first], { place: first })).toBeUndefined()
})

it('[W7] groups and tags take in their own wherever they stand, and move the queue no further', () => {
  const plan = canary({ groups: ['lobby'] }, { tags: ['qa', 'beta'] }, { percent: 10 })
  const places = fleet(100)
  const reaches = inOpen(plan, places, 2)
  expect(reaches).toEqual([0, 0])
  const place = PLACES - 1
  expect(waveOf(plan, reaches, { place, group: 'lobby', tags: ['qa'] })).toBe(1)
  expect(waveOf(plan, reaches, { place, group: 'roof', tags: ['old', 'beta'] })).toBe(2)
  expect(waveOf(plan, reaches, { place: 0, group: 'roof', tags: ['old'] })).toBeUndefined()
  expect(waveOf(plan, reaches, { place: 0 })).toBeUndefined()
})

it('[W8] a tablet belongs to the first open wave that has it, and to none of those that are still to open', () => {
  const plan = canary({ percent: 10 }, { groups: ['lobby'] }, { percent: 50 })
  const places = fleet(1_000)
  for (let open = 0; open <= plan.waves.length; open += 1) {
    const reaches = inOpen(plan, places, open)
    for (const place of places) {
      const wave = waveOf(plan, reaches, { place, group: place % 7 ? 'roof' : 'lobby' })
      if (wave !== undefined) expect(wave).toBeLessThanOrEqual(open)
      const isFirst = place < (reaches[0] ?? 0)
      expect(wave === 1).toBe(isFirst)
    }
  }
})

it('[W9] the last wave takes everybody, wherever they stand', () => {
  const plan = canary({ percent: 10 })
  const reaches = reachesOf(plan, fleet(10))
  expect(waveOf(plan, reaches, { place: PLACES - 1 })).toBe(2)
  expect(waveOf(plan, reaches.slice(0, 1), { place: PLACES - 1 })).toBeUndefined()
})
