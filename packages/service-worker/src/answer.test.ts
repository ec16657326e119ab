import { expect, it } from 'vitest'
import { answerOf, headersOf, isOld, pieceOf } from './answer.ts'

it.each([
  ['bytes=0-0', [0, 1]],
  ['bytes=2-4', [2, 5]],
  ['bytes=7-', [7, 10]],
  ['bytes=-3', [7, 10]],
  ['bytes=-30', [0, 10]],
  ['bytes=8-99', [8, 10]],
  ['bytes=10-', undefined],
  ['bytes=5-2', undefined],
  ['bytes=-', undefined],
  ['bytes=0-1,3-4', undefined],
  ['lines=1-2', undefined],
  [null, undefined],
])('of ten bytes %s is %s', (range, piece) => {
  expect(pieceOf(range, 10)).toEqual(piece)
})

it.each([
  ['was stored as it is given now', { type: 'text/css' }, { 'X-Content-Type-Options': 'nosniff' }, null, false, true],
  ['was stored under another name', { type: 'text/plain' }, {}, null, false, false],
  ['has headers of before', { type: 'text/css' }, {}, null, true, false],
  ['has none at all', undefined, {}, null, true, false],
  ['is asked for in pieces', undefined, {}, 'bytes=0-1', false, false],
])('of a file that %s: is it to be stored anew?', async (_, stored, more, range, old, given) => {
  const file = { sha256: 'f'.repeat(64), size: 5, type: 'text/css' }
  const wanted: Record<string, string> = old || range ? { ...more, 'x-new': '1' } : more
  const headers = stored && headersOf({ ...file, ...stored }, more)
  const response = new Response(new TextEncoder().encode('bytes'), headers && { headers })
  const answer = await answerOf(response, file, wanted, range)
  expect(isOld(response, answer, file)).toBe(old)
  expect(answer === response).toBe(given)
})
