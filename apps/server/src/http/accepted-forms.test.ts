import { expect, test } from 'vitest'
import { acceptedForms } from './accepted-forms.ts'

test.each([
  [undefined, []],
  ['', []],
  ['identity', []],
  ['gzip, deflate, br, zstd', ['br', 'gzip']],
  ['gzip, deflate', ['gzip']],
  ['GZIP', ['gzip']],
  ['br;q=0.5, gzip', ['gzip', 'br']],
  ['br;q=0.2, gzip;q=0.8, identity;q=0.5', ['gzip']],
  ['br;q=0, gzip', ['gzip']],
  ['*', ['br', 'gzip']],
  ['br;q=0, *', ['gzip']],
  ['*;q=0', []],
  ['*;q=0, gzip', ['gzip']],
  ['gzip ;\tq=0.000 , br ; q=0.001', ['br']],
  ['x-gzip, brotli', []],
  ['br;q=2, gzip', ['gzip']],
  [`${'x'.repeat(400)}, br`, []],
  ['deflate, ;;;q=, ,,', []],
])('of %j those are taken: %j', (header, forms) => {
  expect(acceptedForms(header)).toEqual(forms)
})

test('a header that comes more than once is none of a browser', () => {
  expect(acceptedForms(['br', 'gzip'])).toEqual([])
})
