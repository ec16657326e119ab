import { RelevoError } from '@relevo/core/errors'

/**
 * Download past every cache.
 *
 * @param name for the detail of an error
 * @param most more bytes than this are refused without reading them
 * @param silence milliseconds without a byte after which it is given up
 * @param heard told of bytes as they arrive
 * @throws RelevoError `network`, `file-missing` (404, 410), `server-error` (any other status), `file-corrupt` (too long)
 */
export async function fetchBytes(
  url: string,
  name: string,
  most: number,
  silence: number,
  signal?: AbortSignal,
  heard?: (bytes: number) => void,
): Promise<ArrayBuffer> {
  const end = new AbortController()
  const stop = () => end.abort()
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(stop, silence)
  }
  signal?.addEventListener('abort', stop)
  if (signal?.aborted) stop()
  try {
    wait()
    const { status, body } = await fetch(url, { cache: 'no-store', signal: end.signal })
    if (status !== 200)
      throw new RelevoError(status === 404 || status === 410 ? 'file-missing' : 'server-error', `${name}: ${status}`)
    const reader = body?.getReader()
    const chunks: BlobPart[] = []
    let size = 0
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      wait()
      const { length } = part.value
      size += length
      if (size > most) throw new RelevoError('file-corrupt', name)
      chunks.push(part.value)
      heard?.(length)
    }
    return await new Blob(chunks).arrayBuffer()
  } catch (error) {
    throw error instanceof RelevoError ? error : new RelevoError('network', `${name}: ${error}`)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    stop() // lets go of a body that was not read to its end
  }
}
