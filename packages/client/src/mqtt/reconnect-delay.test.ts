import { expect, it } from 'vitest'
import { reconnectDelay } from './reconnect-delay.ts'

it.each([
  [0, 0, 500],
  [0, 1, 1_000],
  [3, 1, 8_000],
  [6, 1, 60_000],
  [2000, 1, 60_000],
  [2000, 0, 30_000],
])('after %i tries, chance %d, waits %i ms', (tries, chance, ms) => {
  expect(reconnectDelay(tries, chance)).toBe(ms)
})

it('waits up to ten minutes where it is refused', () => {
  expect([0, 6, 2000].map((tries) => reconnectDelay(tries, 1, true))).toEqual([1_000, 64_000, 600_000])
})
