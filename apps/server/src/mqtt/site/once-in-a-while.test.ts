import { expect, test } from 'vitest'
import { onceInAWhile } from './once-in-a-while.ts'

test('each name once in a while', () => {
  const isNews = onceInAWhile(100)
  expect([isNews('a', 0), isNews('a', 99), isNews('b', 99), isNews('a', 100), isNews('b', 100)]).toEqual([
    true,
    false,
    true,
    true,
    false,
  ])
})

test('of more names than are remembered the rest is not told of, until the while is over', () => {
  const isNews = onceInAWhile(100)
  const told = Array.from({ length: 2_000 }, (_, i) => isNews(`${i}`, 0)).filter(Boolean)
  expect(told).toHaveLength(1_000)
  expect(isNews('1500', 100)).toBe(true)
})
