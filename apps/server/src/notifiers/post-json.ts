import type { Outcome } from '../fleet/notices/delivery.ts'

/** An answer takes at most this long, ms. */
const TIMEOUT = 10_000

/** Statuses that another attempt would not change: the request, the secret or the address is wrong. */
const PERMANENT = [400, 401, 403, 404, 410]

/** Most characters of an answer that are looked at. */
const MOST_READ = 16_384

/** What a service says besides its status. */
export interface Said {
  /** Its reason, without any secret. */
  reason?: string | undefined
  /** Milliseconds it wants to be left alone. */
  retryAfter?: number | undefined
}

/**
 * Post a body, and read what came of it. Redirects are not followed: what was meant for one address is not for another, and a
 * POST would become a GET. It never throws, and the outcome never names the address, which is a secret with most services.
 *
 * @param read what the service's answer says; it is given the text of every answer that is not a success
 * @param timeout ms for the whole of it; 10 s by default
 */
export async function postJson(
  url: string,
  body: string,
  {
    headers = {},
    read = () => ({}),
    timeout = TIMEOUT,
  }: { headers?: Record<string, string>; read?: (answer: string) => Said; timeout?: number } = {},
): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Relevo', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    })
    const { status } = response
    if (response.ok) {
      // Not waited for: an answer that breaks off later was a success all the same, and is not to be had twice.
      response.body?.cancel().catch(() => undefined)
      return { result: 'delivered', detail: `HTTP ${status}` }
    }
    const { reason, retryAfter } = read(await textOf(response))
    const detail = reason ? `HTTP ${status}: ${reason}` : `HTTP ${status}`
    if (status >= 300 && status < 400) return { result: 'refused', detail: `${detail}: it leads elsewhere; name that` }
    if (PERMANENT.includes(status)) return { result: 'refused', detail }
    const wish = retryAfterOf(response.headers.get('retry-after'), Date.now()) ?? retryAfter
    return { result: 'failed', detail, ...(wish !== undefined && { retryAfter: wish }) }
  } catch (error) {
    return { result: 'failed', detail: `no answer: ${reasonOf(error)}` }
  }
}

/** The beginning of an answer, as far as it came; the rest is not waited for. */
async function textOf(response: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  try {
    for await (const part of response.body ?? []) {
      text += decoder.decode(part, { stream: true })
      if (text.length > MOST_READ) break
    }
  } catch {
    // The status has come, and says more than the rest would.
  }
  return text
}

/**
 * The header `Retry-After` in milliseconds from now: seconds or a date (RFC 9110, 10.2.3). Discord adds decimals.
 *
 * @example retryAfterOf('30', now) // 30000
 */
export function retryAfterOf(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  if (/^\d+(?:\.\d+)?$/.test(header)) return Math.ceil(Number(header) * 1000)
  // A date parser takes much for a date, `-5` too.
  const date = /^[A-Z][a-z]{2}, /.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** The innermost code: messages name hosts and addresses, codes do not. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError') return 'it took too long'
  const { code } = error as NodeJS.ErrnoException
  if (typeof code === 'string') return code
  return error.cause === undefined ? error.name : reasonOf(error.cause)
}
