import { expect, it } from 'vitest'
import { randomOf } from '../testing/edits.ts'
import { OldContents } from './old-contents.ts'

/** So many bytes that stand nowhere else. */
function own(seed: number, length = 4_000): Uint8Array {
  const random = randomOf(seed)
  return Uint8Array.from({ length }, () => random(256))
}

function oldOf(...contents: Uint8Array[]): OldContents {
  const old = new OldContents()
  for (const content of contents) old.add(content)
  return old
}

it('finds what a content was made of, the most first', () => {
  const old = oldOf(own(1), own(2), own(3), own(4), own(5))
  const target = Buffer.concat([own(2).subarray(0, 2_000), own(9), own(5), own(1).subarray(500, 1_500)])
  expect(old.alike(target)).toEqual([4, 1, 0])
})

it('takes no more than four', () => {
  const old = oldOf(own(1), own(2), own(3), own(4), own(5))
  expect(old.alike(Buffer.concat([own(1), own(2), own(3), own(4), own(5)]))).toHaveLength(4)
})

it('takes what brings something that the ones before have not', () => {
  const old = oldOf(Buffer.concat([own(1), own(2)]), own(1), own(3))
  expect(old.alike(Buffer.concat([own(1), own(2), own(3)]))).toEqual([0, 2])
})

it('takes nothing large for a few bytes of it', () => {
  const large = Buffer.concat([own(1), own(2, 1_000_000)])
  expect(oldOf(large).alike(own(1))).toEqual([0])
  expect(oldOf(large, own(3)).alike(Buffer.concat([own(1).subarray(0, 600), own(3)]))).toEqual([1])
  expect(oldOf(large).alike(own(1).subarray(0, 600))).toEqual([])
})

it('takes the smaller of two that have as much', () => {
  expect(oldOf(Buffer.concat([own(1), own(2)]), own(1), own(1)).alike(own(1))).toEqual([1])
})

it('finds nothing for what is new, or in nothing', () => {
  expect(oldOf(own(1)).alike(own(2))).toEqual([])
  expect(oldOf().alike(own(2))).toEqual([])
  expect(oldOf(new Uint8Array()).alike(new Uint8Array())).toEqual([])
})

it('finds the rare among what is in everything', () => {
  const common = own(0)
  const old = oldOf(...Array.from({ length: 100 }, (_, number) => Buffer.concat([common, own(number + 1, 500)])))
  expect(old.alike(Buffer.concat([common, own(78, 500)]))[0]).toBe(77)
})
