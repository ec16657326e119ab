import type { Probe } from '../fleet/deployments/ports.ts'

/** What an attempt found out; who was asked, when and for how long is noted for all kinds alike. */
export type Finding = Pick<Probe, 'verdict' | 'status' | 'address' | 'excerpt' | 'detail'>

/** Errors that say something about our side of the way to a target, and nothing about the target. */
const UNMEASURED: Record<string, string> = {
  ENOTFOUND: 'name not resolved',
  EAI_AGAIN: 'name not resolved',
  ENETUNREACH: 'no route from here',
  EHOSTUNREACH: 'no route from here',
  ENETDOWN: 'no route from here',
  EAFNOSUPPORT: 'no route from here',
  EADDRNOTAVAIL: 'no route from here',
  EMFILE: 'too many open files here',
  ENFILE: 'too many open files here',
}

const UNHEALTHY: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection reset',
  ETIMEDOUT: 'no connection in time',
}

/** Error codes of a certificate that was not accepted, as OpenSSL and Node name them. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_/

/**
 * What the failure of a connection says about its target. A name may stand for several addresses: one of them that
 * answered, in whatever way, is an answer.
 */
export function findingOf(error: unknown): Finding {
  const errors: NodeJS.ErrnoException[] = error instanceof AggregateError ? error.errors : [error]
  const answered = errors.find((one) => oursOf(one) === undefined)
  if (answered) return { verdict: 'unhealthy', detail: complaintOf(codeOf(answered)) }
  const [ours = new Error()] = errors
  return { verdict: 'unmeasured', detail: `${oursOf(ours)} (${codeOf(ours)})` }
}

function codeOf({ code }: NodeJS.ErrnoException): string {
  return code ?? 'unknown reason'
}

/** In words, what went wrong on our side; `undefined` when nothing did. */
function oursOf(error: NodeJS.ErrnoException): string | undefined {
  if (error.syscall === 'getaddrinfo') return 'name not resolved'
  return UNMEASURED[codeOf(error)]
}

function complaintOf(code: string): string {
  if (CERTIFICATE.test(code)) return `certificate not accepted (${code})`
  if (code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS')) return `TLS failed (${code})`
  if (code.startsWith('HPE_')) return `the answer is no HTTP (${code})`
  return `${UNHEALTHY[code] ?? 'connection failed'} (${code})`
}
