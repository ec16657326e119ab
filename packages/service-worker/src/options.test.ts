import { describe, expect, test } from 'vitest'
import { settingsOf } from './options.ts'

describe('the options of a worker', () => {
  test('may all be left out', () => {
    expect(settingsOf({})).toMatchObject({ readyTimeout: 30_000, attempts: 2, pool: 5, fileTimeout: 30_000 })
  })

  test('keep their defaults beside what the app sets', () => {
    const deny = [/^\/api\//]
    expect(settingsOf({ readyTimeout: 5_000, navigation: { deny } })).toMatchObject({
      readyTimeout: 5_000,
      attempts: 2,
      navigation: { fallback: 'index.html', deny },
    })
  })

  test.each([
    ['attempts', 0],
    ['pool', 0],
    ['fileTimeout', -1],
    ['readyTimeout', 240_001],
  ])('are refused when a release could never be stored or tried: %s %d', (name, value) => {
    expect(() => settingsOf({ [name]: value })).toThrow(
      expect.objectContaining({ code: 'config-invalid', detail: name }),
    )
  })
})
