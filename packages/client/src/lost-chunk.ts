import type { Version } from '@relevo/core/release'
import { listen } from './listen.ts'
import type { Keep, View } from './ports.ts'

const KEY = 'relevo.chunk'

/**
 * Tell, once for each release, that a lazy chunk of this page could not be loaded: most likely the server has it no more,
 * because it has another release by now. The event is Vite's, https://vite.dev/guide/build#load-error-handling.
 *
 * @returns how to stop
 */
export function watchChunks(view: View, keep: Keep, version: Version, lost: () => void): () => void {
  return listen(view, 'vite:preloadError', () => {
    if (keep.get(KEY) === version) return
    keep.set(KEY, version)
    lost()
  })
}
