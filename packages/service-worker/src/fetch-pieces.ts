import { RelevoError } from '@relevo/core/errors'

/**
 * Download past every cache, piece by piece as the bytes arrive. Whoever takes no more lets go of the rest.
 *
 * @param name for the detail of an error
 * @param silence milliseconds without a byte after which it is given up
 * @throws RelevoError `network`, `file-missing` (404, 410), `server-error` (any other status)
 */
export async function* fetchPieces(
  url: string,
  name: string,
  silence: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  const end = new AbortController()
  const stop = () => end.abort()
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
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
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      // What is done with it takes none of the server's time.
      clearTimeout(timer)
      yield part.value
      wait()
    }
  } catch (error) {
    throw error instanceof RelevoError ? error : new RelevoError('network', `${name}: ${error}`)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
    stop() // lets go of a body that was not read to its end
  }
}
