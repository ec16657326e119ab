import { expect, test } from 'vitest'
import { CODE_DRAFT, codeFault, codeOrderOf } from './code-draft.ts'

test('a code is for any tablet unless one is named', () => {
  expect(codeOrderOf(CODE_DRAFT)).toEqual({ lifetime: 600, uses: 1 })
  expect(codeOrderOf({ tablet: ' hall ', lifetime: '3600', uses: '5' })).toEqual({
    tablet: 'hall',
    lifetime: 3600,
    uses: 5,
  })
})

test.each([
  [{}, undefined],
  [{ tablet: 'lobby-1' }, undefined],
  [{ tablet: 'a b' }, 'tablet'],
  [{ uses: '' }, 'uses'],
  [{ uses: '0' }, 'uses'],
  [{ uses: '1.5' }, 'uses'],
  [{ uses: '10001' }, 'uses'],
])('%j lacks %s', (part, fault) => {
  expect(codeFault({ ...CODE_DRAFT, ...part })).toBe(fault)
})
