import { refuse } from '@relevo/core/patch'
import type { FileStore } from './file-store.ts'

/**
 * Reads stored files, piece by piece, into the same memory again and again: the bytes from `start` up to, not including,
 * `end`. They are good until the next call. After the last piece of a file its body is let go of: Chromium has up to 2 MB of
 * an open one in memory.
 *
 * @throws PatchRefusal when the file is not stored, or ends before
 */
export type SourceReader = (sha256: string, start: number, end: number, isLast: boolean) => Promise<Uint8Array>

/**
 * A body that is read on where the last piece ended costs a browser much less than a Blob and slices of it, each of which
 * it has to register, and leaves no garbage: that would pile up, as a browser does not hurry to collect it.
 */
export function readSources(store: FileStore): SourceReader {
  let open: { sha256: string; body: ReadableStreamBYOBReader } | undefined
  /** How far it is read. */
  let at = 0
  let room = new ArrayBuffer()

  return async (sha256, start, end, isLast) => {
    if (open?.sha256 !== sha256 || start < at) {
      const stored = (await store.read(sha256)) ?? refuse('wrong-bytes')
      const body = readerOf(stored)
      if (!body) return new Uint8Array(await (await stored.blob()).slice(start, end).arrayBuffer())
      open = { sha256, body }
      at = 0
    }
    const { body } = open
    if (room.byteLength < end - start) room = new ArrayBuffer(end - start)
    while (at < end) {
      // What lies before the start is only read past.
      const view = new Uint8Array(room).subarray(Math.max(0, at - start), at < start ? start - at : end - start)
      const { value, done } = await body.read(view)
      if (done) refuse('wrong-bytes')
      room = value.buffer
      at += value.length
    }
    if (isLast) {
      open = undefined
      body.cancel().catch(() => undefined) // of a body that broke
    }
    return new Uint8Array(room, 0, end - start)
  }
}

/** @returns `undefined` where a browser does not read bodies into given memory: Chromium did not before */
function readerOf({ body }: Response): ReadableStreamBYOBReader | undefined {
  try {
    return body?.getReader({ mode: 'byob' })
  } catch {
    return undefined
  }
}
