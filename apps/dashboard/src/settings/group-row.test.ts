import { expect, it } from 'vitest'
import { type Window, windowFault } from './group-row.ts'

const window = (of: Partial<Window> = {}): Window => ({
  days: ['mon'],
  from: '22:00',
  to: '05:00',
  timeZone: 'Europe/Madrid',
  ...of,
})

it.each([
  ['goes over midnight', window(), undefined],
  ['needs a day', window({ days: [] }), 'days'],
  ['may be a whole day', window({ from: '05:00' }), undefined],
  ['needs both times', window({ from: '' }), 'times'],
  ['needs times that exist', window({ to: '24:00' }), 'times'],
  ['needs a time zone that exists', window({ timeZone: 'Europe/Madird' }), 'zone'],
  ['needs a time zone at all', window({ timeZone: '' }), 'zone'],
])('a maintenance window %s', (_, of, fault) => {
  expect(windowFault(of)).toBe(fault)
})
