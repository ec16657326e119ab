import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { brotli, gzip } from './compress.ts'

const bytes = new TextEncoder().encode('the changing of the guard '.repeat(100))

it('is undone to the same bytes, and smaller', () => {
  for (const [pack, unpack] of [
    [brotli, brotliDecompressSync],
    [gzip, gunzipSync],
  ] as const) {
    const packed = pack(bytes)
    expect(new Uint8Array(unpack(packed))).toEqual(bytes)
    expect(packed.length).toBeLessThan(bytes.length / 10)
  }
})

it('takes no bytes at all', () => {
  expect(brotliDecompressSync(brotli(new Uint8Array())).length).toBe(0)
  expect(gunzipSync(gzip(new Uint8Array())).length).toBe(0)
})
