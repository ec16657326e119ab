import { expect, test } from 'vitest'
import { MOST_WANTED, wantedFrom } from './wanted.ts'

test('what tablets report comes first, most of them first, then the latest releases before', () => {
  const reported = [
    { r1: 2, r7: 1 },
    { r7: 4, r9: 9 },
  ]
  expect(wantedFrom('r9', reported, ['r8', 'r7', 'r6', 'r5'], 3)).toEqual(['r7', 'r1', 'r8', 'r6'])
})

test('of as many tablets the order is always the same, and the release itself is none', () => {
  expect(wantedFrom('r3', [{ b: 1, a: 1, r3: 5 }], ['r3', 'r2'], 5)).toEqual(['a', 'b', 'r2'])
})

test('without patches none is wanted, and never more than a few', () => {
  expect(wantedFrom('r3', [{ r1: 1 }], ['r2'], 0)).toEqual([])
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`v${i}`, i + 1]))
  const wanted = wantedFrom('x', [many], ['r2'], 5)
  expect([wanted.length, wanted[0]]).toEqual([MOST_WANTED, 'v49'])
})
