import { RelevoError } from '@relevo/core/errors'

interface Download {
  /** What it is, for the detail of an error. */
  name: string
  /** More bytes than this are refused without reading them. */
  most: number
  /** Milliseconds without a byte after which it is given up. */
  silence: number
  signal: AbortSignal
  heard?: (bytes: number) => void
}

/**
 * Download past every cache.
 *
 * @throws RelevoError `network`, `file-missing` (404, 410), `server-error` (any other status), `file-corrupt` (too long),
 * or the reason of `signal`
 */
export async function fetchBytes(url: string, { name, most, silence, signal, heard }: Download): Promise<ArrayBuffer> {
  const end = new AbortController()
  const stop = () => end.abort()
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(stop, silence)
  }
  signal.addEventListener('abort', stop)
  try {
    if (signal.aborted) throw signal.reason
    wait()
    const response = await fetch(url, { cache: 'no-store', signal: end.signal })
    const { status } = response
    if (status !== 200) {
      throw new RelevoError(status === 404 || status === 410 ? 'file-missing' : 'server-error', `${name}: ${status}`)
    }
    const reader = response.body?.getReader()
    const chunks: BlobPart[] = []
    let size = 0
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      wait()
      size += part.value.length
      if (size > most) throw new RelevoError('file-corrupt', name)
      chunks.push(part.value)
      heard?.(part.value.length)
    }
    return await new Blob(chunks).arrayBuffer()
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw error instanceof RelevoError ? error : new RelevoError('network', `${name}: ${error}`)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    stop() // lets go of a body that was not read to its end
  }
}
