import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { admission, type LetIn } from './admission.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** So many come at this moment; how many were told what so far. */
function come(letIn: LetIn, count: number) {
  const told = { in: 0, refused: 0 }
  for (let i = 0; i < count; i++) {
    letIn((isLetIn) => {
      told[isLetIn ? 'in' : 'refused'] += 1
    })
  }
  return told
}

test('a few that come together come in at once, the others at the rate, and the last of too many not', () => {
  const told = come(admission({ rate: 100, longestWait: 2_000 }), 400)
  expect(told).toEqual({ in: 25, refused: 175 })
  vi.advanceTimersByTime(200)
  expect(told.in).toBeGreaterThan(40)
  expect(told.in).toBeLessThan(60)
  vi.advanceTimersByTime(2_000)
  expect(told).toEqual({ in: 225, refused: 175 })
  expect(vi.getTimerCount()).toBe(0)
})

test('as long as it is on time, they come in faster and faster', () => {
  const letIn = admission({ rate: 100, longestWait: 60_000 })
  const told = come(letIn, 6_000)
  vi.advanceTimersByTime(4_000)
  expect(told.in).toBe(6_000)
})

test('when it is late, fewer come in, and who has waited far too long does not', () => {
  const letIn = admission({ rate: 1_000, longestWait: 1_000 })
  const told = come(letIn, 1_000)
  const late = vi.spyOn(performance, 'now')
  const now = performance.now()
  for (let turn = 1; turn <= 20; turn++) {
    late.mockReturnValue(now + turn * 200)
    vi.advanceTimersByTime(20)
  }
  expect(told.in).toBeLessThan(1_000)
  expect(told.in + told.refused).toBe(1_000)
  late.mockRestore()
})

test('whoever was turned away takes no turn from others', () => {
  const letIn = admission({ rate: 100, longestWait: 0 })
  come(letIn, 1_000)
  vi.advanceTimersByTime(5)
  expect(come(letIn, 1)).toEqual({ in: 0, refused: 1 })
  vi.advanceTimersByTime(10)
  expect(come(letIn, 1)).toEqual({ in: 1, refused: 0 })
})
