import type { Transform } from 'node:stream'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { Form } from '@relevo/core/patch'

/** Beyond this brotli 11 takes minutes; bytes. A whole of 39 MB takes it 75 s, and becomes 8.05 MB. */
const VERY_LARGE = 64_000_000
/** Takes 11 s for the same 39 MB, and makes 8.88 MB of them. */
const QUICKER = 9

/**
 * Quality 11 of all but what is very large, and a window that spans all bytes where the format allows: 16 MB. Larger ones (“large window brotli”) are another
 * format, which browsers refuse, and zlib leaves off.
 */
export function brotliOf(size: number) {
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: size > VERY_LARGE ? QUICKER : constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: size,
    },
  }
}

export const GZIP = { level: constants.Z_BEST_COMPRESSION, memLevel: constants.Z_MAX_MEMLEVEL }

/**
 * Makes the smallest form of what flows through it, beside this thread, and in little memory whatever the size.
 *
 * @param size bytes that will come
 * @example await pipeline(createReadStream('app.js'), compressor('br', size), createWriteStream('app.js.br'))
 */
export function compressor(form: Form, size: number): Transform {
  return form === 'br' ? createBrotliCompress(brotliOf(size)) : createGzip(GZIP)
}
