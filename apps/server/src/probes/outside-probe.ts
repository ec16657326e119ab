import { createHash } from 'node:crypto'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { Certificate, Fetched } from '../fleet/doctor/evidence.ts'
import type { OutsideProbe } from '../fleet/doctor/ports.ts'
import { throughAllAddresses } from './addresses.ts'

/** A file is read as far as this, bytes. */
const ENOUGH = 4 * 1024 * 1024

type Answer = Awaited<ReturnType<OutsideProbe['get']>>

/** Fetches files as a tablet would: a certificate that is not trusted is told of, and does not end it. */
export function createOutsideProbe(): OutsideProbe {
  return {
    async get(url, timeout) {
      const late = AbortSignal.timeout(timeout)
      const first = await once(url, timeout, late)
      return 'failed' in first.file ? first : once(url, timeout, late)
    },
  }
}

function once(url: string, timeout: number, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve) => {
    const isSecure = url.startsWith('https:')
    const failed = (error: Error) =>
      resolve({ file: { url, failed: signal.aborted ? `no answer within ${timeout / 1000} s` : wordsOf(error) } })
    const request = (isSecure ? requestHttps : requestHttp)(
      url,
      {
        agent: false,
        signal,
        rejectUnauthorized: false,
        ...throughAllAddresses(timeout),
        headers: { 'user-agent': 'Relevo-Doctor/1', accept: '*/*', 'accept-encoding': 'identity' },
      },
      (response) => {
        const shown = isSecure ? certificateOf(response.socket as TLSSocket) : undefined
        read(response).then(
          (body) => resolve({ file: fileOf(url, response, body), ...(shown && { certificate: shown }) }),
          failed,
        )
      },
    )
    request.on('error', failed)
    request.end()
  })
}

async function read(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes > ENOUGH) throw new Error(`more than ${ENOUGH} bytes`)
  }
  return Buffer.concat(chunks)
}

function fileOf(url: string, { statusCode = 0, headers }: IncomingMessage, body: Buffer): Fetched {
  const single = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  )
  const sha256 = createHash('sha256').update(body).digest('hex')
  return { url, status: statusCode, headers: Object.fromEntries(single), text: body.toString(), sha256 }
}

function certificateOf(socket: TLSSocket): Certificate | undefined {
  const { valid_to: validTo } = socket.getPeerCertificate()
  if (!validTo) return undefined
  const { authorized, authorizationError } = socket
  return { validTo: Date.parse(validTo), ...(!authorized && { trouble: troubleOf(String(authorizationError)) }) }
}

/** What Node finds wrong with a certificate, for a person. */
function troubleOf(code: string): string {
  if (/SELF_SIGNED/.test(code)) return 'it is signed by itself, or by an authority of the house'
  if (/EXPIRED/.test(code)) return 'it has expired'
  if (/NOT_YET_VALID/.test(code)) return 'it is not valid yet, or the clock of this server is wrong'
  if (/UNABLE_TO/.test(code))
    return 'the authority that signed it is not known here, or a certificate between is missing'
  if (/ALTNAME/.test(code)) return 'it is for another name'
  return code
}

/** An error of the network, without its stack and address. */
function wordsOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException
  return code ?? error.message
}
