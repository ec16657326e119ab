import { expect, test } from 'vitest'
import { startOf } from './start-at.ts'

/** A quarter past ten in the morning, as this machine has it. */
const NOW = new Date(2026, 2, 10, 10, 15).getTime()
const local = (day: number, hours: number, minutes: number) => new Date(2026, 2, day, hours, minutes).toISOString()

test('a time of day is the next one there is', () => {
  expect(startOf('22:30', NOW)).toBe(local(10, 22, 30))
  expect(startOf('9:05', NOW)).toBe(local(11, 9, 5))
  expect(startOf('10:15', NOW)).toBe(local(11, 10, 15))
})

test('a moment is itself, and that of this machine when it names no zone', () => {
  expect(startOf('2026-03-30T22:30:00+02:00', NOW)).toBe('2026-03-30T20:30:00.000Z')
  expect(startOf('2026-03-30T22:30Z', NOW)).toBe('2026-03-30T22:30:00.000Z')
  expect(startOf('2026-03-30T22:30', NOW)).toBe(local(30, 22, 30))
})

test.each(['', '24:00', '12:60', 'tomorrow', '2026-03-30', '2026-13-30T22:30Z', '10', '2026-03-30T22:30:00 CET'])(
  '%j is neither',
  (text) => {
    expect(() => startOf(text, NOW)).toThrow(
      expect.objectContaining({ code: 'usage', detail: expect.stringContaining('is neither a time such as 22:30') }),
    )
  },
)

test('what has passed is no start', () => {
  expect(() => startOf('2026-03-10T00:00:00Z', NOW)).toThrow(expect.objectContaining({ code: 'usage' }))
})
