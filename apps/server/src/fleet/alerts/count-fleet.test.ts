import { expect, test } from 'vitest'
import { tablet } from '../../testing/alert-rig.ts'
import type { Tablet } from '../tablet.ts'
import { countFleet } from './count-fleet.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const AT = 1_000 * HOUR
const counting = { at: AT, listeningSince: 7, poll: 5 * MINUTE, window: HOUR }

let ids = 0
const some = (count: number, but: Partial<Tablet> = {}) =>
  Array.from({ length: count }, () => tablet(`t${++ids}`, AT, but))
const count = (tablets: Tablet[], desired: string | undefined = 'r2') =>
  countFleet(tablets, ['production', 'staging'], () => desired, counting)

const NOTHING = { tablets: 0, online: 0, expected: 0, behind: 0, stuck: 0, waiting: 0, heard: 0, failed: 0 }

test('an environment without tablets is counted too', () => {
  const empty = { at: AT, listeningSince: 7, poll: 5 * MINUTE, ...NOTHING, codes: [], releases: [] }
  expect([...count([])]).toEqual([
    ['production', empty],
    ['staging', empty],
  ])
})

test('every tablet is counted once, where it is, and nowhere when nobody asked for its environment', () => {
  const counts = count([...some(2), ...some(3, { environment: 'staging' }), ...some(4, { environment: 'mars' })])
  expect([...counts].map(([name, { tablets }]) => [name, tablets])).toEqual([
    ['production', 2],
    ['staging', 3],
  ])
})

test.each<[string, Partial<Tablet>, Partial<typeof NOTHING>]>([
  ['runs what it should', { release: 'r2' }, {}],
  ['runs another', {}, { behind: 1 }],
  ['has it and waits', { phase: 'staged' }, { behind: 1, waiting: 1 }],
  ['is stuck with its own', { stuck: { since: 1 } }, { behind: 1, stuck: 1 }],
  ['is stuck on the way to it', { stuck: { since: 1, target: 'r2' } }, { behind: 1, stuck: 1 }],
  ['was stuck on the way to another', { stuck: { since: 1, target: 'r9' } }, { behind: 1 }],
  ['was heard two polls ago', { release: 'r2', lastSeen: AT - 10 * MINUTE }, {}],
  ['was heard before that', { lastSeen: AT - 10 * MINUTE - 1 }, { online: 0, expected: 0 }],
  ['had its connection broken', { online: false }, { online: 0, expected: 0 }],
  ['was not heard within the window', { lastSeen: AT - HOUR - 1 }, { online: 0, expected: 0, heard: 0 }],
  ['was not heard for a week', { lastSeen: AT - 168 * HOUR - 1 }, { tablets: 0, online: 0, expected: 0, heard: 0 }],
  ['had an error within the window', { release: 'r2', error: { code: 'network', at: AT - HOUR } }, { failed: 1 }],
  ['had one before it', { release: 'r2', error: { code: 'network', at: AT - HOUR - 1 } }, {}],
])('a tablet that %s', (_, but, differs) => {
  const expected = { ...NOTHING, tablets: 1, online: 1, expected: 1, heard: 1, ...differs }
  expect(count(some(1, but)).get('production')).toMatchObject(expected)
})

test('where nothing is current nobody is behind', () => {
  const counts = countFleet(some(3), ['production'], () => undefined, counting)
  expect(counts.get('production')).toMatchObject({ online: 3, expected: 0, behind: 0 })
})

test('releases are those of tablets that are there, codes those of errors, the most frequent first', () => {
  const error = (code: 'network' | 'boot-error') => ({ error: { code, at: AT } })
  const counts = count([
    ...some(1, { release: 'r1', ...error('network') }),
    ...some(2, { release: 'r3', ...error('boot-error') }),
    ...some(2, { release: 'r2' }),
    ...some(9, { release: 'r0', online: false, lastSeen: AT - 5 }),
  ])
  expect(counts.get('production')).toMatchObject({
    releases: [
      { release: 'r2', count: 2 },
      { release: 'r3', count: 2 },
      { release: 'r1', count: 1 },
    ],
    codes: [
      { code: 'boot-error', count: 2 },
      { code: 'network', count: 1 },
    ],
    lastHeard: AT,
  })
})
