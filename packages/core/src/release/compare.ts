import type { FileEntry, Manifest } from './manifest.ts'

/** Files of a kind, together. */
export interface Amount {
  files: number
  bytes: number
}

/** A file that is not the same in two releases. */
export interface FileChange {
  path: string
  kind: 'added' | 'changed' | 'removed'
  /** Its size; of a removed one, what it was. */
  bytes: number
  /** The size that a changed one had. */
  was?: number
}

/** What a release has that another had not, and the other way round. */
export interface Comparison {
  added: Amount
  changed: Amount
  /** With the sizes they had. */
  removed: Amount
  unchanged: Amount
  /** Bytes that a tablet with the one before has to fetch: contents it has under no path. */
  download: number
  /** Every file that is not the same, the biggest first. */
  files: FileChange[]
}

/**
 * Compare two releases, file by file. Files are the same when their contents are; a content that moved is added, removed, and
 * not fetched again.
 *
 * @param from without it everything is new
 * @example compareReleases(r1, r2).download // 48_213
 */
export function compareReleases(from: Pick<Manifest, 'files'> | undefined, to: Pick<Manifest, 'files'>): Comparison {
  const before = new Map(Object.entries(from?.files ?? {}))
  const after = new Map(Object.entries(to.files))
  const files: FileChange[] = []
  const unchanged = { files: 0, bytes: 0 }
  for (const [path, { sha256, size }] of after) {
    const old = before.get(path)
    if (!old) files.push({ path, kind: 'added', bytes: size })
    else if (old.sha256 !== sha256) files.push({ path, kind: 'changed', bytes: size, was: old.size })
    else add(unchanged, size)
  }
  for (const [path, { size }] of before) if (!after.has(path)) files.push({ path, kind: 'removed', bytes: size })
  const amounts = { added: none(), changed: none(), removed: none() }
  for (const { kind, bytes } of files) add(amounts[kind], bytes)
  return { ...amounts, unchanged, download: bytesMissing(before.values(), after.values()), files: files.sort(byBytes) }
}

/** Every content counts once, under however many paths it is. */
function bytesMissing(held: Iterable<FileEntry>, wanted: Iterable<FileEntry>): number {
  const there = new Set([...held].map(({ sha256 }) => sha256))
  const missing = new Map([...wanted].map(({ sha256, size }) => [sha256, size]))
  for (const sha256 of there) missing.delete(sha256)
  return [...missing.values()].reduce((sum, size) => sum + size, 0)
}

function byBytes(one: FileChange, other: FileChange): number {
  return other.bytes - one.bytes || (one.path < other.path ? -1 : 1)
}

function none(): Amount {
  return { files: 0, bytes: 0 }
}

function add(amount: Amount, bytes: number): void {
  amount.files++
  amount.bytes += bytes
}
