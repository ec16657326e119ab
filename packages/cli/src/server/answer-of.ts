import { RelevoError, SENTENCES, type ServerCode } from '@relevo/core/errors'
import { readEnvelope } from './envelope.ts'
import { ServerRefused } from './server-refused.ts'

/** What a call that went well answers. */
export interface ServerAnswer {
  data: unknown
  count?: number
}

/** What a proxy before the server may refuse by itself, without our words. */
const PROXY_REFUSALS: Record<number, ServerCode> = {
  401: 'unauthorized',
  403: 'forbidden',
  413: 'body-too-large',
  429: 'too-many-requests',
}

/**
 * Read an answer.
 *
 * @throws ServerRefused when the server, or a proxy before it, says no; RelevoError `server-unreachable` when it broke off
 * or a gateway answers in its place, `config-invalid` when the address is not the server's
 */
export async function answerOf(url: URL, response: Response): Promise<ServerAnswer> {
  const { status } = response
  const body = await response.text().catch((cause) => {
    throw new RelevoError('server-unreachable', `${url.origin}: the answer broke off`, { cause })
  })
  const envelope = readEnvelope(body)
  if (envelope?.success && response.ok) return envelope
  if (envelope && !envelope.success) throw new ServerRefused(status, envelope.error, secondsOf(response))
  const code = PROXY_REFUSALS[status]
  if (code) throw new ServerRefused(status, { code, ...SENTENCES[code] }, secondsOf(response))
  if (status >= 500) throw new RelevoError('server-unreachable', `${url.origin}: HTTP ${status}`)
  const location = response.headers.get('location')
  if (location && status >= 300 && status < 400) {
    throw new RelevoError(
      'config-invalid',
      `RELEVO_URL: ${url.origin} sends on to ${new URL(location, url).origin}; name that`,
    )
  }
  throw new RelevoError('config-invalid', `RELEVO_URL: ${url.href} answers HTTP ${status}, but not as a Relevo server`)
}

function secondsOf(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined
}
