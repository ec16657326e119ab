import { describe, expect, it } from 'vitest'
import { ofVersion } from './by-version.ts'
import { isVersion } from './version.ts'

describe('versions', () => {
  it.each(['20250330-a1b2c3d', '1.0.0+build.7', 'v1_2', 'constructor', '__proto__', '...', 'x'.repeat(64)])(
    '[R1] %s is a version',
    (version) => {
      expect(isVersion(version)).toBe(true)
    },
  )

  it.each(['', '.', '..', 'x'.repeat(65), 'a b', 'a/b', 'a\\b', 'r1\n', 'año', '%2e', '<b>', 'r1\0'])(
    '[R2] %j is no version',
    (text) => {
      expect(isVersion(text)).toBe(false)
    },
  )

  it.each([undefined, null, 1, true, {}, ['r1'], new String('r1')])(
    '[R2] %j, which is no text, is no version',
    (value) => {
      expect(isVersion(value)).toBe(false)
    },
  )

  it('[R3] a record by version knows its own entries only', () => {
    expect(ofVersion({ r1: 'failed' }, 'r1')).toBe('failed')
    for (const version of ['r2', 'constructor', '__proto__'])
      expect(ofVersion({ r1: 'failed' }, version)).toBeUndefined()
    expect(ofVersion({ ['__proto__']: 'failed' }, '__proto__')).toBe('failed')
  })
})
