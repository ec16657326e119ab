import { expect, test } from 'vitest'
import { retryAfterOf } from './post-json.ts'

test.each([
  [null, undefined],
  ['30', 30_000],
  ['0.3', 300],
  ['Tue, 14 Nov 2023 22:14:20 GMT', 60_000],
  ['Tue, 14 Nov 2023 22:13:20 GMT', 0],
  ['Mon, 13 Nov 2023 22:13:20 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
])('Retry-After %o is %o ms', (header, wait) => expect(retryAfterOf(header, 1_700_000_000_000)).toBe(wait))
