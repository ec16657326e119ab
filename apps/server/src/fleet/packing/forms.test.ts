import { expect, test } from 'vitest'
import { BIG, nextForm, SMALLEST, sentAs } from './forms.ts'

test.each([
  ['a small one', SMALLEST - 1, {}, false, undefined],
  ['one of which nothing is known', SMALLEST, {}, false, 'gzip'],
  ['one with gzip', 1_000, { gzip: 300 }, false, 'br'],
  ['one that gzip does not make smaller', 1_000, { gzip: 0 }, true, undefined],
  ['one with both', 1_000, { gzip: 300, br: 250 }, false, undefined],
  ['a big one', BIG + 1, { gzip: 300 }, false, undefined],
  ['a big one somebody asked for', BIG + 1, { gzip: 300 }, true, 'br'],
])('of %s, %i bytes with %j, asked for: %s, next comes %s', (_, size, known, isAsked, form) => {
  expect(nextForm({ size }, known, isAsked)).toBe(form)
})

test('what travels is the smallest form there is', () => {
  expect(sentAs({ size: 100 }, {}, 'br')).toBe(100)
  expect(sentAs({ size: 100 }, { gzip: 0 }, 'gzip')).toBe(100)
  expect(sentAs({ size: 100 }, { gzip: 40 }, 'br')).toBe(40)
  expect(sentAs({ size: 100 }, { gzip: 40, br: 30 }, 'br')).toBe(30)
  expect(sentAs({ size: 100 }, { gzip: 40, br: 30 }, 'gzip')).toBe(40)
})
