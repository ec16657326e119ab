import { join } from 'node:path'
import { RelevoError } from '@relevo/core/errors'
import type { Manifest } from '@relevo/core/release'
import type { ReleaseServer } from '../server/release-server.ts'
import type { PublishProgress } from './progress.ts'

/** Enough to fill a line with small files, few enough for a small server. */
const AT_ONCE = 4

interface Work {
  folder: string
  manifest: Manifest
  /** Hashes that the server lacks. */
  missing: string[]
  onProgress?: (progress: PublishProgress) => void
}

/** Upload every missing file once. The first failure stops the others, and is what is thrown. */
export async function uploadMissing(
  server: ReleaseServer,
  { folder, manifest, missing, onProgress }: Work,
): Promise<void> {
  const files = filesByHash(manifest)
  const total = sizeOf(files.values())
  const wanted = missing.map((sha256) => {
    const file = files.get(sha256)
    if (!file) throw new RelevoError('internal', `the server asks for ${sha256}, which the release does not list`)
    return file
  })
  const bytesTotal = sizeOf(wanted)
  const sent = new Map<string, number>()
  const tell = () => {
    let bytes = 0
    for (const amount of sent.values()) bytes += amount
    onProgress?.({ step: 'uploading', filesTotal: wanted.length, bytes, bytesTotal, saved: total - bytesTotal })
  }
  tell()

  const stop = new AbortController()
  const waiting = wanted.values()
  const lane = async () => {
    for (const { sha256, size, path } of waiting) {
      if (stop.signal.aborted) return
      const onBytes = (bytes: number) => {
        sent.set(sha256, bytes)
        tell()
      }
      await server.upload({ sha256, size, location: join(folder, path), onBytes, signal: stop.signal })
      onBytes(size)
    }
  }
  let failure: unknown
  const fail = (error: unknown) => {
    if (!stop.signal.aborted) failure = error
    stop.abort()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, () => lane().catch(fail)))
  if (stop.signal.aborted) throw failure
}

/** One file for each content: copies travel once. */
function filesByHash(manifest: Manifest) {
  return new Map(Object.entries(manifest.files).map(([path, { sha256, size }]) => [sha256, { sha256, size, path }]))
}

function sizeOf(files: Iterable<{ size: number }>): number {
  let total = 0
  for (const { size } of files) total += size
  return total
}
