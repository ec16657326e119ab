import { afterEach, expect, it, vi } from 'vitest'
import { clock } from './clock.ts'

afterEach(() => {
  vi.useRealTimers()
})

it('what is due in more than 25 days is not run at once', () => {
  vi.useFakeTimers()
  const run = vi.fn()
  clock.after(30 * 86_400_000, run)
  vi.advanceTimersByTime(86_400_000)
  expect(run).not.toHaveBeenCalled()
  vi.advanceTimersByTime(24 * 86_400_000)
  expect(run).toHaveBeenCalledOnce()
})
