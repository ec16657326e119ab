import { RelevoError } from '../errors/relevo-error.ts'
import { type FileEntry, type Manifest, readFiles } from '../release/manifest.ts'
import type { Version } from '../release/version.ts'

/**
 * The files of a release as the text that patches are made from and to: one line for each path, in the order of its UTF-16
 * code units: path, SHA-256, size and type, separated by tabs, each line ended by a line feed. Of the same files it is
 * always the same bytes.
 *
 * @example listOf(manifest.files) // 'index.html\t9f86…\t512\ttext/html\n'
 */
export function listOf(files: Iterable<readonly [path: string, entry: FileEntry]>): string {
  return [...files]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, { sha256, size, type }]) => `${path}\t${sha256}\t${size}\t${type}\n`)
    .join('')
}

/**
 * Read such a text: every line of it as strictly as a manifest.
 *
 * @throws RelevoError `manifest-invalid`
 */
export function readList(text: string, version: Version): Manifest {
  const lines = text.split('\n')
  if (lines.pop() !== '') throw new RelevoError('manifest-invalid', 'list without an end')
  const files: Record<string, FileEntry> = Object.create(null)
  for (const line of lines) {
    const [path = '', sha256 = '', size = '', type = ''] = line.split('\t')
    files[path] = { sha256, size: Number(size), type }
  }
  return readFiles({ version, files })
}

/** The different contents of a release, each with the first entry that has it: in the order of its list. */
export function contentsOf(files: Iterable<readonly [path: string, entry: FileEntry]>): FileEntry[] {
  const contents = new Map<string, FileEntry>()
  for (const [, entry] of [...files].sort(([one], [other]) => (one < other ? -1 : 1)))
    if (!contents.has(entry.sha256)) contents.set(entry.sha256, entry)
  return [...contents.values()]
}
