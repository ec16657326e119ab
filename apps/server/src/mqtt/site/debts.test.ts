import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDebts } from './debts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('who is turned away at once is tried again after a while, and the server runs meanwhile', async () => {
  let tries = 0
  let isOpen = false
  const debts = createDebts(
    () => true,
    async () => {
      tries++
      return isOpen
    },
  )
  debts.owe(['a'])
  await vi.advanceTimersByTimeAsync(500)
  expect(tries).toBe(1)
  isOpen = true
  await vi.advanceTimersByTimeAsync(1_000)
  expect(tries).toBe(2)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(tries).toBe(2)
})

test('what is owed at any moment is paid, also when the last round is just ending', async () => {
  for (let ticks = 0; ticks < 20; ticks++) {
    const paid: string[] = []
    const debts = createDebts(
      () => true,
      async (topic) => {
        paid.push(topic)
        return true
      },
    )
    debts.owe(['a'])
    for (let tick = 0; tick < ticks; tick++) await Promise.resolve()
    debts.owe(['b'])
    await vi.advanceTimersByTimeAsync(0)
    expect(paid).toEqual(['a', 'b'])
  }
})

test('64 at a time, and nobody when nobody is there', async () => {
  let isUp = true
  const waiting: (() => void)[] = []
  const debts = createDebts(
    () => isUp,
    () => new Promise((resolve) => waiting.push(() => resolve(true))),
  )
  debts.owe(Array.from({ length: 200 }, (_, i) => `${i}`))
  expect(waiting).toHaveLength(64)
  isUp = false
  for (const taken of waiting.splice(0)) taken()
  await vi.advanceTimersByTimeAsync(0)
  expect(waiting).toHaveLength(0)
  isUp = true
  debts.owe(['0'])
  expect(waiting).toHaveLength(64)
})
