import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/**
 * The smallest brotli of some bytes: quality 11, and a window that spans them all where the format allows (16 MB).
 * It takes seconds per megabyte: for a worker thread.
 */
export function brotli(bytes: Uint8Array): Uint8Array {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
}

/** The smallest gzip of some bytes. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION })
}
