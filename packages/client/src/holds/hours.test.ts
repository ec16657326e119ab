import { expect, it } from 'vitest'
import { PushedClock } from '../testing/pushed-clock.ts'
import { type Hours, isWithin, watchHours } from './hours.ts'

const at = (time: string) => new Date(`2025-06-15T${time}`).getTime()

it.each([
  ['02:00', '05:00', '01:59:59', false],
  ['02:00', '05:00', '02:00:00', true],
  ['02:00', '05:00', '04:59:59', true],
  ['02:00', '05:00', '05:00:00', false],
  ['22:00', '05:00', '23:30:00', true],
  ['22:00', '05:00', '04:59:00', true],
  ['22:00', '05:00', '05:00:00', false],
  ['22:00', '05:00', '12:00:00', false],
  ['00:00', '00:00', '12:00:00', true],
])('from %s to %s: %s is within: %s', (from, to, time, within) => {
  expect(isWithin({ from, to }, at(time))).toBe(within)
})

/** When the window is open, in UTC, from noon of a day on for 24 hours. */
function openings(hours: Hours, noon: string): string[] {
  const found: string[] = []
  const first = Date.parse(`${noon}T12:00:00Z`)
  for (let quarter = 0; quarter < 96; quarter++) {
    const at = first + quarter * 900_000
    if (isWithin(hours, at) !== isWithin(hours, at - 900_000)) found.push(new Date(at).toISOString().slice(11, 16))
  }
  return found
}

it.each([
  // Madrid, 2:00 is 3:00: one hour less.
  ['Europe/Madrid', '2025-03-29', '01:30', '03:30', ['00:30', '01:30']],
  ['Europe/Madrid', '2025-03-29', '22:00', '05:00', ['21:00', '03:00']],
  ['Europe/Madrid', '2025-03-29', '02:00', '03:00', []],
  ['Europe/Madrid', '2025-03-29', '02:30', '04:00', ['01:00', '02:00']],
  // Madrid, 3:00 is 2:00: one hour more.
  ['Europe/Madrid', '2025-10-25', '02:00', '03:00', ['00:00', '02:00']],
  ['Europe/Madrid', '2025-10-25', '02:15', '02:45', ['00:15', '00:45', '01:15', '01:45']],
  ['Europe/Madrid', '2025-10-25', '22:00', '05:00', ['20:00', '04:00']],
  // Santiago, 0:00 is 1:00.
  ['America/Santiago', '2025-09-06', '00:00', '01:00', []],
  ['America/Santiago', '2025-09-06', '23:30', '02:00', ['03:30', '05:00']],
  // Santiago, 24:00 is 23:00.
  ['America/Santiago', '2025-04-05', '23:00', '01:00', ['02:00', '05:00']],
  ['America/Santiago', '2025-04-05', '00:00', '00:00', []],
])('in %s, the night after %s, from %s to %s, is open between %j', (timeZone, day, from, to, times) => {
  expect(openings({ from, to, timeZone }, day)).toEqual(times)
})

it('is open all night when both ends are the same, whatever the clocks do', () => {
  const hours = { from: '02:30', to: '02:30', timeZone: 'Europe/Madrid' }
  expect(isWithin(hours, Date.parse('2025-03-30T01:00:00Z'))).toBe(true)
})

it('holds until the window opens, and again when it closes', async () => {
  const clock = new PushedClock(at('01:00:00'))
  const said: boolean[] = []
  const hours = watchHours({ from: '02:00', to: '05:00' }, clock, (held) => {
    if (held !== said.at(-1)) said.push(held)
  })
  expect(said).toEqual([true])
  await clock.push(3600 + 31)
  expect(said).toEqual([true, false])
  await clock.push(3 * 3600)
  expect(said).toEqual([true, false, true])
  hours.off()
  expect(clock.waiting).toBe(0)
})

it('holds nothing when it starts within the window', () => {
  const said: boolean[] = []
  watchHours({ from: '02:00', to: '05:00' }, new PushedClock(at('03:00:00')), (held) => said.push(held))
  expect(said).toEqual([false])
})

it('looks at once when told to, after a sleep', () => {
  const clock = new PushedClock(at('03:00:00'))
  const said: boolean[] = []
  const hours = watchHours({ from: '02:00', to: '05:00' }, clock, (held) => said.push(held))
  clock.sleep(3 * 3600)
  hours.look()
  expect(said).toEqual([false, true])
})
