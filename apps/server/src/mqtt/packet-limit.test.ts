import { expect, test } from 'vitest'
import { packetWatch } from './packet-limit.ts'

const ping = [0xc0, 0x00]
const packet = (bytes: number) => [0x30, (bytes & 127) | 128, bytes >> 7, ...Array<number>(bytes).fill(0xff)]

test('packets up to the limit pass, however they are cut', () => {
  const stream = Uint8Array.from([...ping, ...packet(200), ...ping, ...packet(300), ...ping])
  for (const size of [1, 2, 3, 7, 100, stream.length]) {
    const fits = packetWatch(300)
    for (let i = 0; i < stream.length; i += size) expect(fits(stream.subarray(i, i + size))).toBe(true)
  }
})

test('a larger packet is told by its header alone', () => {
  const fits = packetWatch(300)
  expect(fits(Uint8Array.from([...packet(300), 0x30]))).toBe(true)
  expect(fits(Uint8Array.from([0xad]))).toBe(true)
  expect(fits(Uint8Array.from([0x02]))).toBe(false) // 301
})

test('a length of more than four bytes is no length', () => {
  expect(packetWatch(2 ** 40)(Uint8Array.from([0x30, 0x80, 0x80, 0x80, 0x80, 0x01]))).toBe(false)
})
