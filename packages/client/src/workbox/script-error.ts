import { RelevoError, type TabletCode } from '@relevo/core/errors'
import { fetchInTime } from '../fetch-in-time.ts'
import type { Clock } from '../ports.ts'

/**
 * Why a worker could not be had. Browsers tell a dead network, a 502 and a broken script apart in prose only, each in its
 * own; so the script is looked at once more.
 *
 * @param cause what the browser said
 * @param otherwise when nothing is wrong with the script
 */
export async function scriptError(
  ports: { clock: Clock; fetch: typeof globalThis.fetch },
  url: string,
  cause: unknown,
  otherwise: TabletCode,
): Promise<RelevoError> {
  try {
    const { status, type } = await fetchInTime(ports, url)
    const isScript = status === 200 && /(?:java|ecma)script/.test(type)
    return isScript
      ? new RelevoError(otherwise, String(cause))
      : new RelevoError('server-error', `${url}: ${status} ${type}`)
  } catch (error) {
    return error as RelevoError // there is no network
  }
}
