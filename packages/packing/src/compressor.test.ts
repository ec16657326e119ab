import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, constants, gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { brotli, gzip } from './compress.ts'
import { brotliOf, compressor } from './compressor.ts'

const bytes = Buffer.from(Array.from({ length: 20_000 }, (_, i) => `the guard ${i % 977} is changed `).join(''))

it.each([
  ['br', brotliDecompressSync, brotli],
  ['gzip', gunzipSync, gzip],
] as const)(
  '%s of a stream is undone to the same bytes, and as small as of all bytes at once',
  async (form, undo, whole) => {
    const packed = await buffer(
      Readable.from([bytes.subarray(0, 999), bytes.subarray(999)]).pipe(compressor(form, bytes.length)),
    )
    expect(undo(packed).equals(bytes)).toBe(true)
    expect(packed.length).toBeLessThanOrEqual(1.01 * whole(bytes).length)
  },
)

it('takes less care of what would take minutes', () => {
  const quality = (size: number) => brotliOf(size).params[constants.BROTLI_PARAM_QUALITY]
  expect([quality(64_000_000), quality(64_000_001)]).toEqual([11, 9])
})
