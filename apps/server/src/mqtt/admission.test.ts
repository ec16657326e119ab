import { expect, test } from 'vitest'
import { admission } from './admission.ts'

test('a few that come together come in at once, the others at the rate, and the last of too many not', () => {
  const turn = admission(100, 2_000)
  const waits = Array.from({ length: 400 }, () => turn(10_000))
  expect(waits.slice(0, 101).every((wait) => wait === 0)).toBe(true)
  expect(waits[200]).toBe(1_000)
  expect(waits.filter((wait) => wait !== undefined)).toHaveLength(301)
  expect(Math.max(...waits.map((wait) => wait ?? 0))).toBe(2_000)
})

test('whoever was turned away takes no turn from others', () => {
  const turn = admission(100, 0)
  for (let i = 0; i < 1_000; i++) turn(10_000)
  expect(turn(10_005)).toBeUndefined()
  expect(turn(10_010)).toBe(0)
})
