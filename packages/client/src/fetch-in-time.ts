import { RelevoError } from '@relevo/core/errors'
import { ACCESS_HEADER } from '@relevo/core/protocol'
import type { Clock } from './ports.ts'
import { FETCH_PATIENCE } from './times.ts'

/** An answer with its whole body. */
export interface Fetched {
  status: number
  type: string
  text: string
  /** What the server says of the tablet's access. */
  access: string | null
  /** Seconds after which the server wants it to be asked again. */
  after: string | null
}

/**
 * Get a small text past every cache, within 10 s, body included.
 *
 * @throws RelevoError `network` when there was no answer in time
 */
export async function fetchInTime(
  { fetch, clock }: { fetch: typeof globalThis.fetch; clock: Clock },
  url: string,
  how: RequestInit = {},
): Promise<Fetched> {
  const abort = new AbortController()
  const cancel = clock.after(FETCH_PATIENCE, () => abort.abort())
  try {
    const response = await fetch(url, { cache: 'no-store', signal: abort.signal, ...how })
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      text: await response.text(),
      access: response.headers.get(ACCESS_HEADER),
      after: response.headers.get('retry-after'),
    }
  } catch (cause) {
    throw new RelevoError('network', String(cause))
  } finally {
    cancel()
  }
}
