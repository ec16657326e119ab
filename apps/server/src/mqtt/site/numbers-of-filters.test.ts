import { expect, test } from 'vitest'
import { numbersOfFilters } from './numbers-of-filters.ts'

test('a filter has one number as long as it is subscribed to, and that number names nothing afterwards', () => {
  const numbers = numbersOfFilters()
  expect([numbers.of('a'), numbers.of('b'), numbers.of('a')]).toEqual([1, 2, 1])
  numbers.free('a')
  numbers.free('never')
  expect([numbers.filter(1), numbers.filter(2)]).toEqual([undefined, 'b'])
  expect(numbers.of('a')).toBe(3)
})

test('when all have been given, they begin anew, with those that are free', () => {
  const numbers = numbersOfFilters(3)
  for (const filter of ['a', 'b', 'c']) numbers.of(filter)
  numbers.free('b')
  expect(numbers.of('d')).toBe(2)
  expect(numbers.filter(1)).toBe('a')
})

test('100,000 that come and go, beside 20,000 that stay, take no time', () => {
  const numbers = numbersOfFilters()
  for (let i = 0; i < 20_000; i++) numbers.of(`stays/${i}`)
  const begin = performance.now()
  for (let i = 0; i < 100_000; i++) {
    numbers.of(`comes/${i}`)
    numbers.free(`comes/${i}`)
  }
  expect(performance.now() - begin).toBeLessThan(2_000)
})
