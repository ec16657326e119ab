import { expect, test } from 'vitest'
import { refusalOf } from './refusal-of-error.ts'

test('a line that ends is nobody’s mistake, also where it ends while something is written to it', () => {
  for (const said of [
    'keep alive timeout',
    'Premature close',
    'WebSocket is not open: readyState 2 (CLOSING)',
    'WebSocket is not open: readyState 3 (CLOSED)',
  ])
    expect(refusalOf(new Error(said))).toBeUndefined()
  expect(refusalOf(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))).toBeUndefined()
})

test('what breaks the rules is named, as exactly as the library names it', () => {
  expect(refusalOf(new Error('exceeded packets limit'))).toBe('malformed')
  expect(refusalOf(new Error('# is not allowed in PUBLISH'))).toBe('bad-topic')
})
