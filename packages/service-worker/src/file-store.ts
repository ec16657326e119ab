import type { FileEntry } from '@relevo/core/release'
import { headersOf } from './answer.ts'

/** Verified files by their SHA-256: what is in here has the bytes of its name. */
export interface FileStore {
  read(sha256: string): Promise<Response | undefined>
  /** @param file what it is in the release that it is stored for: its answers have these headers */
  put(file: FileEntry, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  delete(sha256: string): Promise<unknown>
  /** The hashes of every file kept. */
  hashes(): Promise<Set<string>>
  clear(): Promise<unknown>
}

/**
 * The one cache of a scope. Bytes are kept with the headers of their answer. Of two paths with the same bytes each may
 * have a type of its own, so what stands there is looked at before it is given.
 *
 * @param scope the scope's URL; keys are addresses below it that nobody can ask for
 * @param more headers that the app adds to every answer
 */
export function fileStore(name: string, scope: string, more: Record<string, string>): FileStore {
  const keyOf = (sha256: string) => `${scope}relevo/files/${sha256}`
  const open = () => {
    cache = caches.open(name)
    return cache
  }
  /** Opened once for many files; anew after each look at what is there, as all of it may have been deleted. */
  let cache: Promise<Cache> | undefined
  return {
    async read(sha256) {
      const stored = await caches.match(keyOf(sha256), { cacheName: name })
      if (!stored) cache = undefined
      return stored
    },
    put: async (file, bytes) =>
      (await (cache ?? open())).put(keyOf(file.sha256), answerWith(bytes, headersOf(file, more))),
    delete: async (sha256) => (await open()).delete(keyOf(sha256)),
    hashes: async () => new Set((await (await open()).keys()).map(({ url }) => url.slice(-64))),
    clear: () => caches.delete(name),
  }
}

/** A browser copies bytes twice before they are stored, but not what it takes out of a stream. */
function answerWith(bytes: Uint8Array<ArrayBuffer>, headers: Record<string, string>): Response {
  const body = new ReadableStream({
    start(stream) {
      stream.enqueue(bytes)
      stream.close()
    },
  })
  const answer = new Response(body, { headers })
  // Where a stream is no body, the answer is its name.
  return answer.body === body ? answer : new Response(bytes, { headers })
}
