import { RelevoError } from '@relevo/core/errors'

/** Why a port could not be listened on, and the fault in words. All else is no matter of settings. */
const FAULTS: Record<string, string> = {
  EACCES: 'needs the right to use ports below 1024',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'this name has no address',
}

/**
 * The error of a failed `listen`, in our words.
 *
 * @param variable the one that names the port
 * @example throw notListening(error, { variable: 'PORT', port: 8604, host: '0.0.0.0' })
 */
export function notListening(cause: unknown, at: { variable: string; port: number; host: string }): unknown {
  const { code = '' } = cause as NodeJS.ErrnoException
  const place = `${at.variable} ${at.port}`
  if (code === 'EADDRINUSE') return new RelevoError('port-taken', place, { cause })
  const fault = FAULTS[code]
  return fault ? new RelevoError('config-invalid', `${place} on HOST ${at.host}: ${fault}`, { cause }) : cause
}

/** A host as it stands in a URL. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
