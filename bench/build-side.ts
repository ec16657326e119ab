import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { FileEntry } from '@relevo/core/release'
import type { PatchSide } from '@relevo/packing'
import { fileEntry } from '../packages/vite-plugin/src/manifest/file-entry.ts'

/** A folder as a release that patches are made from and to. */
export async function sideOf(folder: string): Promise<PatchSide> {
  const files: Record<string, FileEntry> = Object.create(null)
  const where = new Map<string, string>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const path = relative(folder, file).split(sep).join('/')
    const { sha256, ...rest } = await fileEntry(file, path)
    files[path] = { sha256, ...rest }
    where.set(sha256, file)
  }
  return { files, read: async (sha256) => readFileSync(where.get(sha256) as string) }
}
