import { RelevoError } from '@relevo/core/errors'
import { type FileEntry, pathToUrl } from '@relevo/core/release'
import { fetchBytes } from './fetch-bytes.ts'

/** Where one file of a release is, by its URL template. */
export function fileUrl(template: string, path: string, { sha256 }: FileEntry): string {
  return template.replace('{sha256}', sha256).replace('{path}', pathToUrl(path))
}

/**
 * Download a file and check that it has the bytes the release lists. Other bytes are asked for once more under an
 * address that no cache on the way has seen.
 *
 * @param heard bytes that arrived; negative when they turned out to be wrong
 * @throws RelevoError `file-corrupt`, and those of `fetchBytes`
 */
export async function fetchFile(
  { path, entry, from }: { path: string; entry: FileEntry; from: string },
  silence: number,
  signal: AbortSignal,
  heard?: (bytes: number) => void,
): Promise<ArrayBuffer> {
  const url = fileUrl(from, path, entry)
  const past = new URL(url)
  past.searchParams.set('relevo', `${Date.now()}`)
  for (const address of [url, past.href]) {
    let count = 0
    const counted = (bytes: number) => {
      count += bytes
      heard?.(bytes)
    }
    try {
      const bytes = await fetchBytes(address, { name: path, most: entry.size, silence, signal, heard: counted })
      if ((await sha256Of(bytes)) === entry.sha256) return bytes
    } catch (error) {
      if ((error as RelevoError).code !== 'file-corrupt') throw error
    }
    heard?.(-count)
  }
  throw new RelevoError('file-corrupt', path)
}

async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
