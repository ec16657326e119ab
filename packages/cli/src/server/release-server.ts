import { RelevoError } from '@relevo/core/errors'
import { parse } from '@relevo/core/protocol'
import { again, type Patience } from './again.ts'
import { answerOf, type ServerAnswer } from './answer-of.ts'
import type { Connection } from './connection.ts'
import { fileBody } from './file-body.ts'
import { untilSilent } from './until-silent.ts'

/** Milliseconds for a call without a file. */
const CALL_TIMEOUT = 30_000

/** Milliseconds for a table of the whole fleet. */
const TABLE_TIMEOUT = 120_000

/** Slowest upload we wait for, in bytes per second: below, the connection counts as dead. */
const SLOWEST = 16_000

/** `duplex` is asked of whoever streams a body, and missing from the types. */
type Request = RequestInit & { headers?: Record<string, string>; duplex?: 'half' }

/** How long an answer is waited for. */
interface Asking {
  signal?: AbortSignal
  timeout?: number
}

/** A file on its way to the server. */
export interface Upload {
  sha256: string
  size: number
  /** Where it is on disk. */
  location: string
  /** Told how many of its bytes have left, ever again from 0 when it is retried. */
  onBytes?: (bytes: number) => void
  signal?: AbortSignal
}

/** The server's HTTP API, as far as this program uses it. Every failure is a `RelevoError` or a `ServerRefused`. */
export class ReleaseServer {
  readonly url: string
  readonly #authorization: string
  readonly #patience: Patience

  /** @throws RelevoError `token-missing` for a token that no header can carry */
  constructor({ url, token }: Connection, patience: Patience) {
    // Refused here, because fetch would repeat the token in its own message.
    if (!/^[\x21-\x7e]+$/.test(token))
      throw new RelevoError('token-missing', 'it holds spaces or other characters no token has')
    this.url = url
    this.#authorization = `Bearer ${token}`
    this.#patience = patience
  }

  /** @param asking ends the call before its time: by a signal, or after `timeout` milliseconds */
  get(path: string, { signal, timeout = CALL_TIMEOUT }: Asking = {}): Promise<ServerAnswer> {
    return this.#send(
      path,
      () => {
        const late = AbortSignal.timeout(Math.ceil(Math.min(CALL_TIMEOUT, timeout))) // it takes no fractions
        return { signal: signal ? AbortSignal.any([signal, late]) : late }
      },
      signal,
    )
  }

  /**
   * Open a stream of Server-Sent Events, after the line that was read last. It ends with the server, breaks off with the
   * connection, and is given up when it says nothing for longer than its server ever does.
   *
   * @throws what the server refuses it with, at once; RelevoError `server-unreachable`, also while it is read
   */
  async stream(path: string, { signal, lastEventId }: { signal: AbortSignal; lastEventId: string }) {
    const url = new URL(path, this.url)
    const silence = new AbortController()
    const late = setTimeout(() => silence.abort(new Error('no answer')), CALL_TIMEOUT)
    const watched = AbortSignal.any([signal, silence.signal])
    const headers = { 'last-event-id': lastEventId }
    const response = await this.#fetch(url, { headers, signal: watched }).finally(() => clearTimeout(late))
    if (response.ok && response.body && response.headers.get('content-type')?.startsWith('text/event-stream'))
      return untilSilent(response.body, silence, (error) => noAnswer(url, error))
    await answerOf(url, response)
    throw new RelevoError('config-invalid', `RELEVO_URL: ${url.href} answers, but with no stream`)
  }

  /** The word of `GET /health`: `ok` for a server that is well. It needs no token. */
  async health(): Promise<string> {
    const url = new URL('health', this.url)
    const response = await this.#fetch(url, { signal: AbortSignal.timeout(CALL_TIMEOUT) })
    const { status } = parse(await response.clone().text()) ?? {}
    return typeof status === 'string' ? status : String((await answerOf(url, response)).data)
  }

  /** @param timeout milliseconds, where the answer may take longer than usual */
  post(path: string, body: object, timeout = CALL_TIMEOUT): Promise<ServerAnswer> {
    return this.#call('POST', path, body, timeout)
  }

  patch(path: string, body: object): Promise<ServerAnswer> {
    return this.#call('PATCH', path, body)
  }

  put(path: string, body: object): Promise<ServerAnswer> {
    return this.#call('PUT', path, body)
  }

  /** Send a table. @param table bytes of a CSV file */
  sendTable(path: string, table: Uint8Array<ArrayBuffer>): Promise<ServerAnswer> {
    return this.#send(path, () => ({
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: table,
      signal: AbortSignal.timeout(TABLE_TIMEOUT),
    }))
  }

  /** Get a table: the text of a CSV file. */
  getTable(path: string): Promise<string> {
    const url = new URL(path, this.url)
    return again(this.#patience, async () => {
      const response = await this.#fetch(url, { signal: AbortSignal.timeout(TABLE_TIMEOUT) })
      const isTable = response.ok && response.headers.get('content-type')?.startsWith('text/csv')
      if (!isTable) throw new RelevoError('internal', String((await answerOf(url, response)).data))
      return response.text().catch((cause) => {
        throw new RelevoError('server-unreachable', `${url.origin}: the answer broke off`, { cause })
      })
    })
  }

  delete(path: string): Promise<ServerAnswer> {
    return this.#send(path, () => ({ method: 'DELETE', signal: AbortSignal.timeout(CALL_TIMEOUT) }))
  }

  async upload(file: Upload): Promise<void> {
    await this.#send(
      `api/releases/files/${file.sha256}`,
      () => {
        const timeout = AbortSignal.timeout(CALL_TIMEOUT + Math.ceil((1000 * file.size) / SLOWEST))
        return {
          method: 'PUT',
          headers: { 'content-type': 'application/octet-stream', 'content-length': String(file.size) },
          body: fileBody(file.location, file.onBytes),
          duplex: 'half',
          signal: file.signal ? AbortSignal.any([file.signal, timeout]) : timeout,
        }
      },
      file.signal,
    )
  }

  #call(method: string, path: string, body: object, timeout = CALL_TIMEOUT): Promise<ServerAnswer> {
    return this.#send(path, () => ({
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeout),
    }))
  }

  #send(path: string, request: () => Request, signal?: AbortSignal): Promise<ServerAnswer> {
    const url = new URL(path, this.url)
    return again(
      this.#patience,
      async () => {
        return answerOf(url, await this.#fetch(url, request()))
      },
      signal,
    )
  }

  async #fetch(url: URL, { headers, ...request }: Request): Promise<Response> {
    try {
      return await fetch(url, {
        ...request,
        headers: { ...headers, accept: 'application/json', authorization: this.#authorization },
        // Followed, a POST would become a GET, and the token could end elsewhere.
        redirect: 'manual',
      })
    } catch (error) {
      throw noAnswer(url, error)
    }
  }
}

/** Why there is no answer: our own file, somebody's wish to stop, or the network. */
function noAnswer(url: URL, error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof RelevoError) return cause
    if ((cause as NodeJS.ErrnoException).code === 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH') {
      return new RelevoError('manifest-stale', 'a file changed while it was uploaded', { cause: error })
    }
  }
  return new RelevoError('server-unreachable', `${url.origin}: ${reasonOf(error)}`, { cause: error })
}

/** The innermost reason: fetch's own is always "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  if (error.cause !== undefined) return reasonOf(error.cause)
  return typeof code === 'string' ? code : error.message
}
