import type { Transform } from 'node:stream'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'

/** A form in which bytes are sent, by its name in `Content-Encoding`. */
export type Form = 'br' | 'gzip'

/**
 * Quality 11, and a window that spans all bytes where the format allows: 16 MB. Larger ones (“large window brotli”) are another
 * format, which browsers refuse, and zlib leaves off.
 */
export function brotliOf(size: number) {
  return {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: size,
    },
  }
}

export const GZIP = { level: constants.Z_BEST_COMPRESSION }

/**
 * Makes the smallest form of what flows through it, beside this thread, and in little memory whatever the size.
 *
 * @param size bytes that will come
 * @example await pipeline(createReadStream('app.js'), compressor('br', size), createWriteStream('app.js.br'))
 */
export function compressor(form: Form, size: number): Transform {
  return form === 'br' ? createBrotliCompress(brotliOf(size)) : createGzip(GZIP)
}
