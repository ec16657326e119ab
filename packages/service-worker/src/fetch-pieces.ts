import { RelevoError } from '@relevo/core/errors'

/** So long a server that has too much to do is waited for in all, in milliseconds: browsers end an event of five minutes. */
const PATIENCE = 120_000

/**
 * Download past every cache, piece by piece as the bytes arrive. Whoever takes no more lets go of the rest. Who can be
 * stopped waits for a server that says by `Retry-After` when it has time.
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
  /** @param least what is waited at least: more each time, whatever a server in front of ours says */
  async function answered(patience: number, least = 1_000): Promise<Response> {
    wait()
    const answer = await fetch(url, { cache: 'no-store', signal: end.signal })
    const { status, headers } = answer
    const isBusy = status === 503 || status === 429
    const after = parseFloat(`${isBusy && headers.get('retry-after')}`) * 1_000
    // A date, or nothing, is no number, and no number is larger than 0.
    const pause = Math.min(patience, Math.max(least, after))
    if (!(pause > 0)) return answer
    clearTimeout(timer)
    await new Promise((resolve) => {
      timer = setTimeout(resolve, pause)
      end.signal.addEventListener('abort', resolve)
    })
    return answered(patience - pause, 2 * least)
  }
  signal?.addEventListener('abort', stop)
  if (signal?.aborted) stop()
  try {
    const { status, body } = await answered(signal ? PATIENCE : 0)
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
