import { createHash } from 'node:crypto'
import { RelevoError } from '@relevo/core/errors'
import { contentsOf, listOf } from '@relevo/core/patch'
import type { FileEntry } from '@relevo/core/release'
import { findCopies } from './matching/find-copies.ts'
import { LiteralHistory } from './matching/literal-history.ts'
import { OldContents } from './sources/old-contents.ts'
import { ByteWriter } from './writing/byte-writer.ts'
import { writeBody } from './writing/write-body.ts'

/** "RVP", version 1. */
const MAGIC = Uint8Array.of(0x52, 0x56, 0x50, 1)

/** What a reader takes, in bytes. */
const LONGEST_LIST = 16_000_000

/** A release and its bytes. */
export interface PatchSide {
  files: Record<string, FileEntry>
  /** All bytes of a content; one after the other is asked for, some more than once. */
  read(sha256: string): Promise<Uint8Array>
}

export interface PatchOptions {
  /** Stops before the next content. */
  signal?: AbortSignal
  /** So many new contents are in the patch, of so many. */
  onProgress?(done: number, total: number): void
}

/**
 * The release patch (docs/patch-format.md) that makes one release of another, before any `Content-Encoding`. In memory are never more
 * than a content, its sources, their index, and samples of the old release. The same releases make the same bytes. It computes
 * for long stretches, about a second for 4 MB of new contents: for a worker thread.
 *
 * @param from the old release; undefined is nothing: the whole new release
 * @param to the new release
 * @returns the bytes, piece by piece
 * @throws RelevoError `file-corrupt` when a content has other bytes than its entry says, `manifest-invalid` when there are so many
 * files that no reader would take their list; what `read` throws; the reason of `signal`
 * @example
 * const read = (sha256: string) => readFile(`store/${sha256}`)
 * const patch = encodePatch({ files: old.files, read }, { files: release.files, read })
 * await pipeline(patch, compressor('br', 0), createWriteStream('patch.br'))
 */
export async function* encodePatch(
  from: PatchSide | undefined,
  to: PatchSide,
  { signal, onProgress }: PatchOptions = {},
): AsyncGenerator<Uint8Array> {
  const history = new LiteralHistory()
  const oldFiles = Object.entries(from?.files ?? {})
  const newFiles = Object.entries(to.files)
  yield* listPart(listBytes(oldFiles), listBytes(newFiles), history)

  const old = contentsOf(oldFiles)
  const has = new Set(old.map(({ sha256 }) => sha256))
  const missing = contentsOf(newFiles).filter(({ sha256 }) => !has.has(sha256))
  const alike = from && missing.length > 0 ? await remember(from, old, signal) : new OldContents()
  for (const [done, content] of missing.entries()) {
    signal?.throwIfAborted()
    onProgress?.(done, missing.length)
    const target = await read(to, content)
    const numbers = alike.alike(target)
    const sources: Uint8Array[] = []
    for (const number of numbers) sources.push(await read(from as PatchSide, old[number] as FileEntry))
    const copies = findCopies(target, sources, history)
    // Source 0 is the list.
    yield* writeBody(
      target,
      copies,
      numbers.map((number) => number + 1),
    )
  }
  onProgress?.(missing.length, missing.length)
}

/** All before the contents. */
function* listPart(oldList: Uint8Array, newList: Uint8Array, history: LiteralHistory): Generator<Uint8Array> {
  const head = new ByteWriter()
  head.append(MAGIC)
  head.append(createHash('sha256').update(oldList).digest())
  head.append(createHash('sha256').update(newList).digest())
  head.varint(newList.length)
  yield head.finish()
  yield* writeBody(newList, findCopies(newList, oldList.length > 0 ? [oldList] : [], history), [0])
}

function listBytes(files: [path: string, entry: FileEntry][]): Uint8Array {
  const bytes = new TextEncoder().encode(listOf(files))
  if (bytes.length > LONGEST_LIST) throw new RelevoError('manifest-invalid', `a list of ${bytes.length} bytes`)
  return bytes
}

/** Take samples of the old release. */
async function remember(
  from: PatchSide,
  contents: readonly FileEntry[],
  signal: AbortSignal | undefined,
): Promise<OldContents> {
  const old = new OldContents()
  for (const content of contents) {
    signal?.throwIfAborted()
    old.add(await read(from, content))
  }
  return old
}

/** A patch of wrong bytes would be refused by every tablet: it is noticed here. */
async function read(side: PatchSide, { sha256, size }: FileEntry): Promise<Uint8Array> {
  const bytes = await side.read(sha256)
  if (bytes.length !== size || createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new RelevoError('file-corrupt', sha256)
  return bytes
}
