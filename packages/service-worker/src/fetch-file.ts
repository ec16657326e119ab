import { RelevoError } from '@relevo/core/errors'
import { pathToUrl } from '@relevo/core/release'
import { fetchBytes } from './fetch-bytes.ts'
import type { StoredFile } from './releases.ts'
import { sha256Of } from './sha256-of.ts'

/**
 * Download a file and check that it has the bytes the release lists. Other bytes, or fewer, are asked for once more
 * under an address that no cache on the way has seen.
 *
 * @param from URL template, `{sha256}` or `{path}`
 * @param heard bytes that arrived; negative when they turned out to be wrong
 * @throws RelevoError `file-corrupt`, and those of `fetchBytes`
 */
export async function fetchFile(
  { path, sha256, size }: StoredFile,
  from: string,
  silence: number,
  signal?: AbortSignal,
  heard?: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(from.replace('{sha256}', sha256).replace('{path}', pathToUrl(path)))
  for (const isLast of [false, true]) {
    let count = 0
    try {
      const bytes = await fetchBytes(url.href, path, size, silence, signal, (arrived) => {
        count += arrived
        heard?.(arrived)
      })
      if ((await sha256Of(bytes)) === sha256) return bytes
    } catch (error) {
      // What breaks in the middle may be a damaged form, which a browser cannot tell from a broken line.
      if ((error as RelevoError).code !== 'file-corrupt' && (isLast || !count || signal?.aborted)) throw error
    }
    heard?.(-count)
    if (!isLast) url.searchParams.set('relevo', `${Date.now()}`)
  }
  throw new RelevoError('file-corrupt', path)
}
