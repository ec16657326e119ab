import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepTime } from './keep-time.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('works at once, and again when it was asked to', async () => {
  const at: number[] = []
  const start = Date.now()
  const stop = keepTime(
    async () => {
      at.push(Date.now() - start)
      return Date.now() + 1_000
    },
    () => undefined,
  )
  await vi.advanceTimersByTimeAsync(2_500)
  expect(at).toEqual([0, 1_000, 2_000])
  await stop()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(at.length).toBe(3)
})

test('is not called while it is at work, and its end waits for the work', async () => {
  const done = Promise.withResolvers<number>()
  let calls = 0
  const stop = keepTime(
    () => {
      calls++
      return done.promise
    },
    () => undefined,
  )
  let isOver = false
  const over = stop().then(() => {
    isOver = true
  })
  await vi.advanceTimersByTimeAsync(10_000)
  expect([calls, isOver]).toEqual([1, false])
  done.resolve(0)
  await over
  await vi.advanceTimersByTimeAsync(10_000)
  expect(calls).toBe(1)
})

test('after a failure it is called again, a little later', async () => {
  const failures: unknown[] = []
  let calls = 0
  const stop = keepTime(
    () => {
      calls++
      return Promise.reject(new Error('disk full'))
    },
    (error) => failures.push(error),
  )
  await vi.advanceTimersByTimeAsync(4_999)
  expect([calls, failures.length]).toEqual([1, 1])
  await vi.advanceTimersByTimeAsync(1)
  expect(calls).toBe(2)
  await stop()
})
