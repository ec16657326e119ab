import { expect, test } from 'vitest'
import { CALM, type Storm } from '../fleet/storms/storm.ts'
import { stormCheck } from './storms.ts'
import { watchTurns } from './turns.ts'

test('a storm is something to know of, with how many were told to come later', async () => {
  let state: Storm = CALM
  const { look, needed } = stormCheck({ state: () => state })
  const { signal } = new AbortController()
  expect(await look(signal)).toEqual({ status: 'ok' })
  const refused = { 'check-in': 40, patch: 0, file: 2, navigation: 0 }
  const times = { since: 0, turn: 0, booked: 0, lastRefused: 0, awaited: 0 }
  state = { phase: 'storm', ...times, rate: 50, left: 0, letIn: 0, worst: 0, refused }
  expect(await look(signal)).toEqual({
    status: 'warn',
    detail: 'more comes than can be served: 42 were told to come later',
  })
  expect(needed).toBe(false)
})

test('a loop that stood still tells how late it is', async () => {
  const late: number[] = []
  const stop = watchTurns((ms) => void late.push(ms))
  await expect.poll(() => late.length).toBeGreaterThan(1)
  const until = performance.now() + 150
  while (performance.now() < until);
  const before = late.length
  await expect.poll(() => late.length).toBeGreaterThan(before)
  expect(late[before]).toBeGreaterThan(100)
  stop()
})
