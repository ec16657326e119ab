import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Admission, admission } from './admission.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** So many come at this moment; how many were told what so far. */
function come({ letIn }: Admission, count: number) {
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
  const doors = admission({ rate: 100, longestWait: 60_000 })
  const told = come(doors, 6_000)
  vi.advanceTimersByTime(4_000)
  expect(told.in).toBe(6_000)
})

test('when it is late, fewer come in, and who has waited far too long does not', () => {
  const doors = admission({ rate: 1_000, longestWait: 600 })
  const told = come(doors, 850)
  expect(told).toEqual({ in: 250, refused: 0 })
  const late = vi.spyOn(performance, 'now')
  const now = performance.now()
  const came = [1, 2, 3].map((turn) => {
    late.mockReturnValue(now + turn * 400)
    vi.advanceTimersByTime(20)
    return told.in
  })
  expect(came).toEqual([500, 700, 700])
  expect(told).toEqual({ in: 700, refused: 150 })
  late.mockRestore()
})

test('whoever was turned away takes no turn from others', () => {
  const doors = admission({ rate: 100, longestWait: 0 })
  come(doors, 1_000)
  vi.advanceTimersByTime(5)
  expect(come(doors, 1)).toEqual({ in: 0, refused: 1 })
  vi.advanceTimersByTime(10)
  expect(come(doors, 1)).toEqual({ in: 1, refused: 0 })
})
