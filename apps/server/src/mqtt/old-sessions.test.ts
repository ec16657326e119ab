import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forgetOldSessions } from './old-sessions.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function sessions() {
  const forgotten: string[] = []
  const old = forgetOldSessions(async (clientId) => void forgotten.push(clientId), { longest: 3_600_000, most: 3 })
  return { old, forgotten }
}

test('a client that stays away longer than sessions last is forgotten, one that comes back is not', () => {
  const { old, forgotten } = sessions()
  old.gone('stays-away')
  old.gone('comes-back')
  old.back('comes-back')
  vi.advanceTimersByTime(3_600_000)
  expect(forgotten).toEqual([])
  vi.advanceTimersByTime(120_000)
  expect(forgotten).toEqual(['stays-away'])
  old.stop()
})

test('of too many the one that left first is forgotten', () => {
  const { old, forgotten } = sessions()
  for (const clientId of ['a', 'b', 'a', 'c', 'd']) old.gone(clientId)
  expect(forgotten).toEqual(['b'])
  old.stop()
})
