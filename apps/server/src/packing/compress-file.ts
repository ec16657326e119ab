import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { Form } from '../fleet/packing/forms.ts'

/** Beyond this brotli 11 takes minutes, and its window of 16 MB spans less than half; bytes. */
const VERY_LARGE = 32_000_000
/** What it takes seconds for then. */
const QUICKER = 9
/** Bytes that are read at once. */
const PIECE = 1 << 20

/**
 * Compress a file into another, a piece at a time, and have that on disk.
 *
 * @returns its bytes
 */
export async function compressFile(source: string, form: Form, place: string): Promise<number> {
  const { size } = await stat(source)
  const target = createWriteStream(place, { flags: 'wx', flush: true })
  await pipeline(createReadStream(source, { highWaterMark: PIECE }), compressor(form, size), target)
  return target.bytesWritten
}

function compressor(form: Form, size: number) {
  if (form === 'gzip') return createGzip({ level: constants.Z_BEST_COMPRESSION, memLevel: 9 })
  return createBrotliCompress({
    params: {
      [constants.BROTLI_PARAM_QUALITY]: size > VERY_LARGE ? QUICKER : constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: size,
    },
  })
}
