import type { Version } from '@relevo/core/release'
import { listen } from './listen.ts'
import type { Keep, View } from './ports.ts'

const KEY = 'relevo.chunk'
/** Vite's event, https://vite.dev/guide/build#load-error-handling. */
export const LOST_CHUNK = 'vite:preloadError'

/**
 * Tell that a lazy chunk of this page could not be loaded: most likely the server has it no more, because it has another
 * release by now.
 *
 * @param isLost one was lost before anybody could be told
 * @param lost does something about it, once for each release; whether it did
 * @returns how to stop
 */
export function watchChunks(
  view: View,
  keep: Keep,
  version: Version,
  isLost: boolean,
  lost: () => Promise<boolean>,
): () => void {
  let busy = false
  async function heal(): Promise<void> {
    if (busy || keep.get(KEY) === version) return
    busy = true
    if (await lost()) keep.set(KEY, version)
    busy = false
  }

  if (isLost) heal()
  return listen(view, LOST_CHUNK, heal)
}
