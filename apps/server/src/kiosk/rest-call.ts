import { RelevoError } from '@relevo/core/errors'
import { type KioskRequest, MOST_PAYLOAD, restVerdict, secretPlace } from '@relevo/core/kiosk'
import type { KioskWires, RestTarget } from '../fleet/kiosks/ports.ts'

/** An app has this long for its whole answer, ms: it is in the same house, and people wait for it. */
const TIMEOUT = 5_000

/**
 * Requests to kiosk apps, to the address that was entered and nowhere else: redirects are not followed. Nothing that goes wrong names
 * the address: Fully's has the password in it.
 */
export function restCalls({ timeout = TIMEOUT }: { timeout?: number } = {}): Pick<KioskWires, 'call'> {
  return {
    async call(target, request, signal) {
      const end = AbortSignal.timeout(timeout)
      const fault = await attempt(target, request, signal ? AbortSignal.any([signal, end]) : end)
      if (typeof fault === 'object') return fault.answer
      throw new RelevoError('kiosk-unreachable', fault)
    },
  }
}

/** @returns the answer, or what is to be said against it */
async function attempt(
  target: RestTarget,
  request: KioskRequest,
  signal: AbortSignal,
): Promise<{ answer: string } | string> {
  const { url, headers } = addressed(target, request)
  try {
    const response = await fetch(url, {
      method: request.method,
      headers,
      ...(request.body && { body: JSON.stringify(request.body) }),
      redirect: 'manual',
      signal,
    })
    const answer = await textOf(response)
    if (answer === undefined) return 'it answered with more than any kiosk app does'
    return restVerdict(target.app, response.status, answer) ?? { answer }
  } catch (error) {
    return `it did not answer: ${reasonOf(error)}`
  }
}

function addressed({ app, url: origin, secret }: RestTarget, { path, query = {}, body }: KioskRequest) {
  const url = new URL(path, origin)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const headers: Record<string, string> = { accept: 'application/json', 'user-agent': 'Relevo' }
  if (body) headers['content-type'] = 'application/json'
  const place = secretPlace(app)
  if (secret !== undefined && place && 'query' in place) url.searchParams.set(place.query, secret)
  if (secret !== undefined && place && 'header' in place) headers[place.header] = secret
  return { url, headers }
}

/** An answer, unless it is longer than any of theirs. */
async function textOf(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const part of response.body ?? []) {
    text += decoder.decode(part, { stream: true })
    if (text.length > MOST_PAYLOAD) return undefined // leaving the loop ends the connection
  }
  return text
}

/** The innermost code: messages name addresses, codes do not. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError') return 'it took too long'
  const { code } = error as NodeJS.ErrnoException
  if (typeof code === 'string') return code
  return error.cause === undefined ? error.name : reasonOf(error.cause)
}
