import { expect, it } from 'vitest'
import { ByteWriter } from './byte-writer.ts'

function written(write: (writer: ByteWriter) => void): number[] {
  const writer = new ByteWriter()
  write(writer)
  return [...writer.finish()]
}

it.each([
  [0, [0]],
  [127, [127]],
  [128, [128, 1]],
  [300, [172, 2]],
  [2 ** 32, [128, 128, 128, 128, 16]],
  [2 ** 53 - 1, [255, 255, 255, 255, 255, 255, 255, 15]],
])('writes %i as a varint', (value, bytes) => expect(written((writer) => writer.varint(value))).toEqual(bytes))

it('writes small numbers of both signs in one byte', () => {
  expect([0, -1, 1, -2, 2].flatMap((value) => written((writer) => writer.zigzag(value)))).toEqual([0, 1, 2, 3, 4])
})

it('grows', () => {
  const many = new Uint8Array(1_000).fill(7)
  expect(
    written((writer) => {
      for (let value = 0; value < 300; value++) writer.varint(128)
      writer.append(many)
    }),
  ).toHaveLength(1_600)
})
