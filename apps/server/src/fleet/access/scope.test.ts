import { describe, expect, test } from 'vitest'
import { allows, isScope, type Scope } from './scope.ts'

const WANTED: Scope[] = [
  'read',
  'notify',
  'release',
  'deploy:staging',
  'deploy:production',
  'approve:staging',
  'approve:production',
  'admin',
]

/** Held → what of the above it allows. */
const MATRIX: [Scope, Scope[]][] = [
  ['read', ['read']],
  ['notify', ['read', 'notify']],
  ['release', ['read', 'release']],
  ['deploy:staging', ['read', 'deploy:staging']],
  ['deploy:*', ['read', 'deploy:staging', 'deploy:production']],
  ['approve:production', ['read', 'approve:production']],
  ['approve:*', ['read', 'approve:staging', 'approve:production']],
  ['deploy:stag', ['read']],
  ['admin', WANTED],
]

describe('a scope', () => {
  test.each(MATRIX)('%s allows %j and nothing else', (held, allowed) => {
    expect(WANTED.filter((wanted) => allows([held], wanted))).toEqual(allowed)
  })

  test('is one of several, and none at all allows nothing', () => {
    expect(WANTED.filter((wanted) => allows(['release', 'deploy:staging'], wanted))).toEqual([
      'read',
      'release',
      'deploy:staging',
    ])
    expect(WANTED.filter((wanted) => allows([], wanted))).toEqual([])
  })

  test('of an environment that somebody calls * is not every environment', () => {
    expect(allows(['deploy:staging'], 'deploy:*')).toBe(false)
  })

  test.each(['read', 'deploy:*', 'approve:staging', 'deploy:a.b-c_d'])('%s is one', (text) => {
    expect(isScope(text)).toBe(true)
  })

  test.each([
    '',
    'write',
    'READ',
    'deploy',
    'deploy:',
    'deploy:**',
    'read:staging',
    'admin:*',
    'deploy:a b',
    'deploy:a:b',
    7,
  ])('%j is none', (text) => {
    expect(isScope(text)).toBe(false)
  })
})
