import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { compressor } from '@relevo/packing'
import type { Form } from '../fleet/packing/forms.ts'

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
