import { createHash } from 'node:crypto'
import { RelevoError } from '@relevo/core/errors'
import { contentsOf, listOf } from '@relevo/core/patch'
import type { FileEntry } from '@relevo/core/release'
import { findCopies } from './matching/find-copies.ts'
import { OldContents } from './sources/old-contents.ts'
import { ByteWriter } from './writing/byte-writer.ts'
import { writeBody } from './writing/write-body.ts'

const MAGIC = Uint8Array.of(0x52, 0x56, 0x50, 1)

/** A release and its bytes. */
export interface PatchSide {
  files: Record<string, FileEntry>
  read(sha256: string): Promise<Uint8Array>
}

export interface PatchOptions {
  /** Stops between two contents. */
  signal?: AbortSignal
  /** Of so many new contents, so many are done. */
  onProgress?(done: number, total: number): void
}

export async function* encodePatch(
  from: PatchSide | undefined,
  to: PatchSide,
  { signal, onProgress }: PatchOptions = {},
): AsyncGenerator<Uint8Array> {
  const oldList = new TextEncoder().encode(from ? listOf(Object.entries(from.files)) : '')
  const newList = new TextEncoder().encode(listOf(Object.entries(to.files)))
  const oldContents = from ? contentsOf(Object.entries(from.files)) : []
  const has = new Set(oldContents.map(({ sha256 }) => sha256))
  const newContents = contentsOf(Object.entries(to.files)).filter(({ sha256 }) => !has.has(sha256))

  yield MAGIC
  yield hashOf(oldList)
  yield hashOf(newList)
  const size = new ByteWriter()
  size.varint(newList.length)
  yield size.finish()
  yield* writeBody(newList, findCopies(newList, oldList.length > 0 ? [oldList] : []), [0])

  const old = new OldContents()
  if (newContents.length > 0)
    for (const content of oldContents) {
      signal?.throwIfAborted()
      old.add(await read(from as PatchSide, content))
    }
  for (const [done, content] of newContents.entries()) {
    signal?.throwIfAborted()
    onProgress?.(done, newContents.length)
    const target = await read(to, content)
    const numbers = old.alike(target)
    const sources: Uint8Array[] = []
    for (const number of numbers) sources.push(await read(from as PatchSide, oldContents[number] as FileEntry))
    yield* writeBody(
      target,
      findCopies(target, sources),
      numbers.map((number) => number + 1),
    )
  }
  onProgress?.(newContents.length, newContents.length)
}

function hashOf(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}

async function read(side: PatchSide, { sha256, size }: FileEntry): Promise<Uint8Array> {
  const bytes = await side.read(sha256)
  if (bytes.length !== size || createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new RelevoError('file-corrupt', sha256)
  return bytes
}
