import { expect, test } from 'vitest'
import type { Tablet } from '../tablet.ts'
import { presenceOf, STALE_AFTER } from './presence.ts'

const POLL = 300_000
const tablet: Tablet = {
  id: 't',
  environment: 'production',
  release: 'r1',
  releaseSince: 0,
  phase: 'current',
  firstSeen: 0,
  lastSeen: 0,
  online: true,
}

test.each([
  ['never-seen', undefined, 0],
  ['online', tablet, 2 * POLL],
  ['offline', tablet, 2 * POLL + 1],
  ['offline', { ...tablet, online: false }, 0],
  ['offline', tablet, STALE_AFTER],
  ['stale', tablet, STALE_AFTER + 1],
  ['stale', { ...tablet, online: false }, STALE_AFTER + 1],
] as const)('a tablet is %s: %j at %d', (presence, known, at) => {
  expect(presenceOf(known, POLL, at)).toBe(presence)
})

test('a clock that was set back makes nobody stale', () => {
  expect(presenceOf({ ...tablet, lastSeen: 2 * STALE_AFTER }, POLL, 0)).toBe('online')
})
