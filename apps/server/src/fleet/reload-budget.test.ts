import type { Report } from '@relevo/core/protocol'
import { expect, test } from 'vitest'
import { isHeld, type Order, orderOf, type Reloads, reloadsAfter } from './reload-budget.ts'

const MINUTE = 60_000
const ORDER: Order = { version: 'r2', id: '0/' }
const onR1: Report = { tablet: 't', release: 'r1', phase: 'current' }
const leaving: Report = { ...onR1, phase: 'switching', target: 'r2' }

/** Check-ins at these minutes, one after the other; the account at the end. */
function account(reports: [minute: number, report: Report][], order = ORDER): Reloads | undefined {
  return reports.reduce<Reloads | undefined>(
    (before, [minute, report]) => reloadsAfter(before, report, order, true, minute * MINUTE),
    undefined,
  )
}
const leavings = (...minutes: number[]) => minutes.map((minute): [number, Report] => [minute, leaving])
const heldAt = (reloads: Reloads | undefined, minute: number, order = ORDER) => isHeld(reloads, order, minute * MINUTE)

test('five reloads are granted, and the check-in after them finds the tablet held for an hour', () => {
  const five = leavings(0, 1, 2, 3, 4)
  expect(heldAt(account(five), 4)).toBe(false)
  for (const sixth of [leaving, onR1]) {
    const held = account([...five, [5, sixth]])
    expect([heldAt(held, 5), heldAt(held, 64), heldAt(held, 65)]).toEqual([true, true, false])
  }
})

test('after the hour all five are granted again, and not more', () => {
  const again = account([...leavings(0, 1, 2, 3, 4, 5), ...leavings(65, 66, 67, 68, 69)])
  expect(heldAt(again, 69)).toBe(false)
  expect(heldAt(reloadsAfter(again, onR1, ORDER, true, 70 * MINUTE), 70)).toBe(true)
})

test('reloads that are more than an hour old do not count', () => {
  const slow = account(leavings(0, 13, 26, 39, 52, 65, 78, 91))
  expect(heldAt(slow, 91)).toBe(false)
  expect(slow?.at).toEqual([39, 52, 65, 78, 91].map((minute) => minute * MINUTE))
  expect(account([...leavings(0), [61, onR1]])).toBeUndefined()
})

test('a tablet that comes to run the release starts over', () => {
  expect(account([...leavings(0, 1, 2, 3, 4), [5, { ...onR1, release: 'r2' }]])).toBeUndefined()
  expect(account([...leavings(0, 1, 2, 3, 4, 5), [6, { ...onR1, release: 'r2', phase: 'stuck' }]])).toBeUndefined()
})

test('another order starts over: another release, another notice, a retry', () => {
  const held = account(leavings(0, 1, 2, 3, 4, 5))
  const production = { name: 'production', force: false }
  const orders = [
    orderOf(production, 'r3'),
    orderOf({ ...production, changedAt: 1 }, 'r2'),
    orderOf({ ...production, retry: 'x' }, 'r2'),
  ]
  for (const order of orders) {
    expect(heldAt(held, 5, order)).toBe(false)
    expect(reloadsAfter(held, { ...leaving, target: order.version }, order, true, 6 * MINUTE)).toEqual({
      order,
      at: [6 * MINUTE],
    })
  }
  expect(heldAt(held, 5, orderOf(production, 'r2'))).toBe(true)
})

test('what is no reload towards the wanted release does not count', () => {
  expect(reloadsAfter(undefined, { ...leaving, target: 'r3' }, ORDER, true, 0)).toBeUndefined()
  expect(reloadsAfter(undefined, leaving, undefined, true, 0)).toBeUndefined()
  for (const phase of ['current', 'downloading', 'staged', 'backing_off'] as const)
    expect(reloadsAfter(undefined, { ...leaving, phase }, ORDER, true, 0)).toBeUndefined()
})

test('what comes over another line than the check-in neither counts nor holds', () => {
  const four = account(leavings(0, 1, 2, 3))
  expect(reloadsAfter(four, leaving, ORDER, false, 4 * MINUTE)).toBe(four)
  const five = account(leavings(0, 1, 2, 3, 4))
  expect(reloadsAfter(five, onR1, ORDER, false, 5 * MINUTE)).toBe(five)
})

test('an account that does not change is the very same: there is nothing to write', () => {
  const two = account(leavings(0, 1))
  expect(reloadsAfter(two, onR1, ORDER, true, 2 * MINUTE)).toBe(two)
  const held = account(leavings(0, 1, 2, 3, 4, 5))
  expect(reloadsAfter(held, leaving, ORDER, true, 6 * MINUTE)).toBe(held)
})

test('a clock that is set back holds nobody longer than an hour', () => {
  const held = account(leavings(600, 601, 602, 603, 604, 605))
  expect([heldAt(held, 600), heldAt(held, 545)]).toEqual([true, false])
})
