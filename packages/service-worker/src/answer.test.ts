import { expect, it } from 'vitest'
import { pieceOf } from './answer.ts'

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
