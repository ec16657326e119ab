/** Verified files by their SHA-256: what is in here has the bytes of its name. */
export interface FileStore {
  read(sha256: string): Promise<Response | undefined>
  put(sha256: string, bytes: ArrayBuffer): Promise<void>
  delete(sha256: string): Promise<unknown>
  /** The hashes of every file kept. */
  hashes(): Promise<Set<string>>
  clear(): Promise<unknown>
}

/**
 * The one cache of a scope. Only bytes are kept: type and headers belong to the release that serves them, and of two
 * paths with the same bytes each has its own.
 *
 * @param scope the scope's URL; keys are addresses below it that nobody can ask for
 */
export function fileStore(name: string, scope: string): FileStore {
  const keyOf = (sha256: string) => `${scope}relevo/files/${sha256}`
  return {
    read: async (sha256) => caches.match(keyOf(sha256), { cacheName: name }),
    put: async (sha256, bytes) => (await caches.open(name)).put(keyOf(sha256), new Response(bytes)),
    delete: async (sha256) => (await caches.open(name)).delete(keyOf(sha256)),
    hashes: async () => new Set((await (await caches.open(name)).keys()).map(({ url }) => url.slice(-64))),
    clear: () => caches.delete(name),
  }
}
