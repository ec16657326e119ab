import type { FileEntry } from '@relevo/core/release'
import { headersOf } from './answer.ts'

/** Verified files by their SHA-256: what is in here has the bytes of its name. */
export interface FileStore {
  read(sha256: string): Promise<Response | undefined>
  /** @param file what it is in the release that it is stored for: its answers have these headers */
  put(file: FileEntry, bytes: BufferSource): Promise<void>
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
  return {
    read: async (sha256) => caches.match(keyOf(sha256), { cacheName: name }),
    put: async (file, bytes) =>
      (await caches.open(name)).put(keyOf(file.sha256), new Response(bytes, { headers: headersOf(file, more) })),
    delete: async (sha256) => (await caches.open(name)).delete(keyOf(sha256)),
    hashes: async () => new Set((await (await caches.open(name)).keys()).map(({ url }) => url.slice(-64))),
    clear: () => caches.delete(name),
  }
}
