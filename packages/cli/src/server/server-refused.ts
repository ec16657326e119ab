import type { ServerError } from './envelope.ts'

/** The server understood and said no, in its own words. */
export class ServerRefused extends Error {
  override name = 'ServerRefused'
  readonly status: number
  /** From the server's list of codes, which may be newer than ours. */
  readonly code: string
  /** What the reader can do about it. */
  readonly remedy: string
  readonly detail: string | undefined
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfter: number | undefined

  constructor(status: number, error: ServerError, retryAfter?: number) {
    super(error.message)
    this.status = status
    this.code = error.code
    this.remedy = error.do
    this.detail = error.detail
    this.retryAfter = retryAfter
  }
}
