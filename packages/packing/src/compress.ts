import { brotliCompressSync, gzipSync } from 'node:zlib'
import { brotliOf, GZIP } from './compressor.ts'

/**
 * The smallest brotli of some bytes: quality 11, and a window that spans them all where the format allows (16 MB).
 * It takes seconds per megabyte: for a worker thread.
 */
export function brotli(bytes: Uint8Array): Uint8Array {
  return brotliCompressSync(bytes, brotliOf(bytes.length))
}

/** The smallest gzip of some bytes. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, GZIP)
}
