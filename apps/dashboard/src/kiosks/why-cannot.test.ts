import { DEEDS } from '@relevo/core/kiosk'
import { expect, test } from 'vitest'
import type { KioskRow } from './kiosk-row.ts'
import { whyCannot } from './why-cannot.ts'

const nothing = Object.fromEntries(DEEDS.map((deed) => [deed, []])) as unknown as KioskRow['can']

test('what a kiosk can be told needs no reason', () => {
  expect(whyCannot({ app: 'wallpanel', can: { ...nothing, wake: ['mqtt'] } }, 'wake')).toBeUndefined()
})

test.each([
  ['generic', 'wake', 'unknown-app'],
  ['wallpanel', 'wake', 'needs-way'],
  ['fully', 'wake', 'needs-rest'],
  ['wallpanel', 'restart', 'never'],
  ['freekiosk', 'relaunch', 'never'],
  ['fully', 'eval', 'never'],
] as const)('a %s that cannot be told %s says %s', (app, deed, why) => {
  expect(whyCannot({ app, can: nothing }, deed)).toBe(why)
})
