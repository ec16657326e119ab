import { describe, expect, test } from 'vitest'
import { DAYS, type MaintenanceWindow } from './maintenance-window.ts'
import { windowAt } from './window-at.ts'

const MADRID = 'Europe/Madrid'
const EVERY_DAY = [...DAYS]

/** How a window stands at a moment, and when that changes, both in UTC. */
function look(window: Partial<MaintenanceWindow>, at: string): [open: boolean, changesAt: string | undefined] {
  const whole = { days: EVERY_DAY, from: '02:00', to: '05:00', timeZone: MADRID, ...window }
  const { open, changesAt } = windowAt(whole, Date.parse(at))
  return [open, changesAt === undefined ? undefined : new Date(changesAt).toISOString().slice(0, 16)]
}

/** The hours of a day, in quarters of an hour of UTC, in which a window is open. */
function openFrom(window: Partial<MaintenanceWindow>, from: string, hours: number): string[] {
  const found: string[] = []
  for (let at = Date.parse(from); at < Date.parse(from) + hours * 3_600_000; at += 900_000) {
    const [open] = look(window, new Date(at).toISOString())
    if (open) found.push(new Date(at).toISOString().slice(11, 16))
  }
  return found
}

describe('a window', () => {
  test('opens and closes by the clock of its time zone', () => {
    // Winter: one hour before UTC.
    expect(look({}, '2026-01-15T00:59:59Z')).toEqual([false, '2026-01-15T01:00'])
    expect(look({}, '2026-01-15T01:00:00Z')).toEqual([true, '2026-01-15T04:00'])
    expect(look({}, '2026-01-15T03:59:59.999Z')).toEqual([true, '2026-01-15T04:00'])
    expect(look({}, '2026-01-15T04:00:00Z')).toEqual([false, '2026-01-16T01:00'])
    // Summer: two.
    expect(look({}, '2026-07-15T00:00:00Z')).toEqual([true, '2026-07-15T03:00'])
    expect(look({ timeZone: 'America/St_Johns' }, '2026-01-15T05:29:00Z')).toEqual([false, '2026-01-15T05:30'])
    expect(look({ timeZone: 'UTC' }, '2026-01-15T02:00:00Z')).toEqual([true, '2026-01-15T05:00'])
  })

  test('opens on its days only, wherever UTC has another', () => {
    // 2026-01-12 is a Monday; in Auckland it begins when it is Sunday in UTC.
    const auckland = { days: ['mon'], timeZone: 'Pacific/Auckland' } as const
    expect(look(auckland, '2026-01-11T12:59:00Z')).toEqual([false, '2026-01-11T13:00'])
    expect(look(auckland, '2026-01-11T13:00:00Z')).toEqual([true, '2026-01-11T16:00'])
    expect(look(auckland, '2026-01-11T16:00:00Z')).toEqual([false, '2026-01-18T13:00'])
    expect(look({ days: ['tue', 'thu'] }, '2026-01-13T04:00:00Z')).toEqual([false, '2026-01-15T01:00'])
  })

  test('that goes over midnight belongs to the day it opens on', () => {
    const night = { days: ['fri'], from: '22:00', to: '02:00' } as const
    // 2026-01-16 is a Friday.
    expect(look(night, '2026-01-16T20:59:00Z')).toEqual([false, '2026-01-16T21:00'])
    expect(look(night, '2026-01-16T23:30:00Z')).toEqual([true, '2026-01-17T01:00'])
    expect(look(night, '2026-01-16T00:30:00Z')).toEqual([false, '2026-01-16T21:00'])
    expect(look(night, '2026-01-17T22:00:00Z')).toEqual([false, '2026-01-23T21:00'])
  })

  test('from a time to the same is a whole day; every day, it never closes', () => {
    const day = { from: '06:00', to: '06:00' }
    expect(look({ ...day, days: ['sat'] }, '2026-01-17T05:00:00Z')).toEqual([true, '2026-01-18T05:00'])
    expect(look({ ...day, days: ['sat', 'sun'] }, '2026-01-17T05:00:00Z')).toEqual([true, '2026-01-19T05:00'])
    expect(look(day, '2026-01-17T05:00:00Z')).toEqual([true, undefined])
  })

  test('up to midnight and on from there is one', () => {
    expect(look({ from: '20:00', to: '00:00' }, '2026-01-15T22:30:00Z')).toEqual([true, '2026-01-15T23:00'])
  })
})

describe('when clocks are put forward (2026-03-29, 02:00 becomes 03:00)', () => {
  test('a window that begins in the hour that is skipped opens right after it', () => {
    expect(look({ from: '02:30', to: '04:00' }, '2026-03-29T00:00:00Z')).toEqual([false, '2026-03-29T01:00'])
    expect(openFrom({ from: '02:30', to: '04:00' }, '2026-03-29T00:00:00Z', 4)).toEqual([
      '01:00',
      '01:15',
      '01:30',
      '01:45',
    ])
  })

  test('a window that ends in it closes right there', () => {
    expect(look({ from: '01:30', to: '02:30' }, '2026-03-29T00:30:00Z')).toEqual([true, '2026-03-29T01:00'])
  })

  test('a window that lies wholly in it does not open that day', () => {
    const hidden = { from: '02:00', to: '03:00' }
    expect(openFrom(hidden, '2026-03-29T00:00:00Z', 6)).toEqual([])
    expect(look(hidden, '2026-03-29T00:30:00Z')).toEqual([false, '2026-03-30T00:00'])
    expect(look({ ...hidden, days: ['sun'] }, '2026-03-23T00:30:00Z')).toEqual([false, '2026-04-05T00:00'])
  })
})

describe('when clocks are put back (2026-10-25, 03:00 becomes 02:00)', () => {
  test('what a window has of the hour that comes twice, it has twice', () => {
    const window = { from: '02:15', to: '02:45' }
    expect(openFrom(window, '2026-10-24T22:00:00Z', 6)).toEqual(['00:15', '00:30', '01:15', '01:30'])
    expect(look(window, '2026-10-25T00:45:00Z')).toEqual([false, '2026-10-25T01:15'])
    const early = { from: '01:00', to: '02:30' }
    expect(look(early, '2026-10-25T00:30:00Z')).toEqual([false, '2026-10-25T01:00'])
    expect(look(early, '2026-10-25T01:00:00Z')).toEqual([true, '2026-10-25T01:30'])
    expect(look({ from: '02:30', to: '04:00' }, '2026-10-25T00:30:00Z')).toEqual([true, '2026-10-25T01:00'])
  })

  test('a window around it is one of four hours', () => {
    expect(look({}, '2026-10-25T00:00:00Z')).toEqual([true, '2026-10-25T04:00'])
  })
})

test('what it says will happen next happens, and nothing before, in zones of every kind, when clocks change and when not', () => {
  const zones = [MADRID, 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Havana', 'UTC']
  const windows = [
    { from: '02:30', to: '03:15' },
    { from: '23:30', to: '00:45' },
    { from: '00:00', to: '01:30', days: ['sun', 'wed'] as const },
  ]
  for (const timeZone of zones) {
    for (const window of windows) {
      const whole = { days: EVERY_DAY, timeZone, ...window }
      // Clocks change in these months, north and south, on days that differ.
      for (const month of [2, 3, 8, 9, 10]) {
        let at = Date.UTC(2026, month, 1)
        for (let days = 0; days < 31; ) {
          const { open, changesAt = Number.NaN } = windowAt(whole, at)
          expect(changesAt).toBeGreaterThan(at)
          expect(windowAt(whole, changesAt - 1).open).toBe(open)
          expect(windowAt(whole, changesAt).open).toBe(!open)
          expect(windowAt(whole, (at + changesAt) / 2).open).toBe(open)
          days += (changesAt - at) / 86_400_000
          at = changesAt
        }
      }
    }
  }
})
