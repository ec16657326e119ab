import { expect, test } from 'vitest'
import { comeAgain } from './come-again.ts'

test('those who are told to come later are spread over the time that it would take to serve them', () => {
  let booked = 0
  const waits = Array.from({ length: 3_000 }, (_, i) => {
    const told = comeAgain({ at: 0, booked, rate: 100, chance: (i % 100) / 100 })
    booked = told.booked
    return told.after
  })
  expect(booked).toBeCloseTo(30_000)
  expect(Math.min(...waits)).toBe(5)
  expect(Math.max(...waits)).toBeGreaterThan(40)
  const perSecond = Map.groupBy(waits, (wait) => wait)
  expect(Math.max(...[...perSecond.values()].map((same) => same.length))).toBeLessThan(200)
})

test('nobody waits for more than five minutes, and what the queue was is forgotten when it has passed', () => {
  const { booked, after } = comeAgain({ at: 0, booked: 10_000_000, rate: 0.001, chance: 1 })
  expect([booked, after]).toEqual([300_000, 300])
  expect(comeAgain({ at: 1_000_000, booked, rate: 100, chance: 0 })).toEqual({ booked: 1_000_010, after: 5 })
})
