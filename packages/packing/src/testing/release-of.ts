import { createHash } from 'node:crypto'
import type { FileEntry } from '@relevo/core/release'
import type { PatchSide } from '../encode-patch.ts'

const PAGE = new TextEncoder().encode('<!doctype html><title>panel</title>')

/** A release in memory: these files, and an `index.html` if they have none. `reads` are the hashes that were asked for. */
export function releaseOf(
  contents: Record<string, Uint8Array>,
): PatchSide & { reads: string[]; bytes: Map<string, Uint8Array> } {
  const files: Record<string, FileEntry> = Object.create(null)
  const bytes = new Map<string, Uint8Array>()
  const reads: string[] = []
  for (const [path, content] of Object.entries({ 'index.html': PAGE, ...contents })) {
    const sha256 = createHash('sha256').update(content).digest('hex')
    files[path] = { sha256, size: content.length, type: 'application/octet-stream' }
    bytes.set(sha256, content)
  }
  const read = async (sha256: string) => {
    reads.push(sha256)
    return bytes.get(sha256) ?? new Uint8Array()
  }
  return { files, read, reads, bytes }
}
