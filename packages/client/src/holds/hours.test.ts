import { expect, it } from 'vitest'
import { PushedClock } from '../testing/pushed-clock.ts'
import { isWithin, watchHours } from './hours.ts'

const at = (time: string) => new Date(`2025-03-30T${time}`).getTime()

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

it('holds until the window opens, and again when it closes', async () => {
  const clock = new PushedClock(at('01:00:00'))
  const said: boolean[] = []
  const stop = watchHours({ from: '02:00', to: '05:00' }, clock, (held) => {
    if (held !== said.at(-1)) said.push(held)
  })
  expect(said).toEqual([true])
  await clock.push(3600 + 31)
  expect(said).toEqual([true, false])
  await clock.push(3 * 3600)
  expect(said).toEqual([true, false, true])
  stop()
  expect(clock.waiting).toBe(0)
})

it('holds nothing when it starts within the window', () => {
  const said: boolean[] = []
  watchHours({ from: '02:00', to: '05:00' }, new PushedClock(at('03:00:00')), (held) => said.push(held))
  expect(said).toEqual([false])
})
