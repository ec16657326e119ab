import { expect, test } from 'vitest'
import { firstOf } from './first-of.ts'

/** Numbers that look random, the same in every run. */
function numbers(seed: number, length: number, below: number): number[] {
  let state = seed
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % below
  })
}

test('the first of many are those that sorting all would give, with equals in their order', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const all = numbers(seed, 200, 1 + (seed % 60)).map((key, place) => ({ key, place }))
    const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key
    for (const wanted of [0, 1, 3, 20, 49, 50, 199, 200, 300]) {
      expect(firstOf(all, wanted, byKey)).toEqual([...all].sort(byKey).slice(0, wanted))
    }
  }
})

test('a page costs far fewer comparisons than an order of all', () => {
  const all = numbers(7, 50_000, 1_000_000)
  let compared = 0
  firstOf(all, 100, (a, b) => {
    compared++
    return a - b
  })
  expect(compared).toBeLessThan(100_000)
})
