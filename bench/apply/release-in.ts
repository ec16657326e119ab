import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileEntry } from '@relevo/core/release'
import type { PatchSide } from '@relevo/packing'

/** The release that was built into a folder, as its manifest lists it. */
export function releaseIn(folder: string): PatchSide {
  const { files } = JSON.parse(readFileSync(join(folder, 'relevo.json'), 'utf8')) as {
    files: Record<string, FileEntry>
  }
  const paths = new Map(Object.entries(files).map(([path, { sha256 }]) => [sha256, path]))
  return { files, read: (sha256) => readFile(join(folder, paths.get(sha256) ?? sha256)) }
}
