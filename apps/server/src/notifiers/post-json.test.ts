import { expect, test } from 'vitest'
import { httpEndpoint } from '../testing/http-endpoint.ts'
import { postJson, retryAfterOf } from './post-json.ts'

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

test('who takes a request and never answers has failed', async () => {
  const { url } = await httpEndpoint(() => 'hang')
  expect(await postJson(url, '{}', { timeout: 50 })).toEqual({
    result: 'failed',
    detail: 'no answer: it took too long',
  })
})
