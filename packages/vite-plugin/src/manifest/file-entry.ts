import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { FileEntry } from '@relevo/core/release'
import { mediaType } from './media-type.ts'

/**
 * Hash one file, streamed: a release may hold videos larger than memory. The size is counted from the same bytes, so the
 * two agree even when something is still writing.
 *
 * @param location where the file is on disk
 * @param path its path in the release, for the type
 */
export async function fileEntry(location: string, path: string): Promise<FileEntry> {
  const hash = createHash('sha256')
  let size = 0
  for await (const part of createReadStream(location, { highWaterMark: 256 * 1024 })) {
    hash.update(part)
    size += part.length
  }
  return { sha256: hash.digest('hex'), size, type: mediaType(path) }
}
