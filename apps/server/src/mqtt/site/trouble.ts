import type { Trouble } from './line.ts'

/** Reason codes of CONNACK in MQTT 3.1.1 (section 3.2.2.3), and of CONNACK and DISCONNECT in MQTT 5 (section 2.4). */
const REFUSALS: Record<number, string> = {
  1: 'it does not speak this version of MQTT',
  2: 'it refuses the client id',
  3: 'its MQTT service is not available',
  4: 'it refuses the user name or the password',
  5: 'it does not let this user in: the password may be wrong',
  129: 'it takes us for malformed',
  130: 'it sees an error of protocol',
  132: 'it does not speak this version of MQTT',
  133: 'it refuses the client id',
  134: 'it refuses the user name or the password',
  135: 'it does not let this user in: the password may be wrong',
  136: 'its MQTT service is not available',
  137: 'it is busy',
  138: 'it has banned this user',
  139: 'it is shutting down',
  140: 'it wants another way to sign in',
  141: 'it did not hear us in time',
  142: 'another client came with the same client id',
  147: 'we sent it too much at once',
  149: 'a packet was too large for it',
  151: 'a quota is exceeded',
  156: 'another server is to be used instead',
  157: 'it has moved to another server',
  159: 'we connect too often for it',
}

/** Of these a broker may mean the version. */
const ABOUT_PROTOCOL = [1, 130, 132]

const NO_TLS = 'TLS does not come about: it may be no TLS port'

const WITHOUT_A_WORD =
  'it ends the connection without a word: it may be no MQTT port, or TLS is wanted on one side only'

/** Errors of the network and of TLS, by the code that Node gives them. */
const FAILURES: [code: RegExp, reason: string][] = [
  [/^ECONNREFUSED$/, 'nothing listens at its address'],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'its name cannot be resolved'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|ENETDOWN)$/, 'there is no way to its address'],
  [/^ETIMEDOUT$/, 'its address does not answer'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'its certificate is for another name than that of the address'],
  [/^CERT_HAS_EXPIRED$/, 'its certificate has expired'],
  [/SELF_SIGNED|UNABLE_TO|CERT_UNTRUSTED/, 'its certificate is signed by nobody we trust: MQTT_CA names the authority'],
  [/ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)/, 'it refuses our client certificate'],
  [/^(?:EPROTO|ERR_SSL_.*)$/, NO_TLS],
]

/** What a reason code of the broker means. */
export function refusal(code: number): Trouble {
  return {
    reason: REFUSALS[code] ?? `it refuses us (reason code ${code})`,
    isAboutProtocol: ABOUT_PROTOCOL.includes(code),
  }
}

/**
 * What an error of the connection means, in plain words: no address, no secret.
 *
 * @param error of MQTT.js, which puts a broker's reason code into `code`, or of the network
 * @param wasOpen the broker had let us in before
 */
export function troubleOf(error: unknown, wasOpen: boolean): Trouble {
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string }
  if (typeof code === 'number') return refusal(code)
  if (/before secure TLS/.test(message)) return { reason: NO_TLS, isAboutProtocol: false }
  const reason = FAILURES.find(([pattern]) => pattern.test(String(code)))?.[1]
  if (reason !== undefined) return { reason, isAboutProtocol: false }
  if (/timeout/i.test(message)) return { reason: 'it does not answer', isAboutProtocol: false }
  if (wasOpen) return { reason: 'the connection broke', isAboutProtocol: false }
  // Old brokers say nothing to a version that they do not know.
  return { reason: WITHOUT_A_WORD, isAboutProtocol: true }
}
