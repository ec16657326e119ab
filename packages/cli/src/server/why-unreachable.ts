import type { FindingRow } from './doctor-answers.ts'

/** What an error of the network means for somebody who looks for a server, by the code that Node gives it. */
const MEANINGS: [code: RegExp, message: string, cure: string][] = [
  [
    /^ECONNREFUSED$/,
    'Nothing listens there.',
    'Look whether the server runs (`docker ps`, `systemctl status`), and whether port and host are those of PORT and HOST.',
  ],
  [/^(?:ENOTFOUND|EAI_AGAIN)$/, 'Its name cannot be resolved.', 'Look at the name, and at the DNS of the house.'],
  [
    /^(?:EHOSTUNREACH|ENETUNREACH|ENETDOWN|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    'There is no way to it.',
    'Look at the network between, and at firewalls: tablets need the HTTP port, and kiosk apps the MQTT port.',
  ],
  [
    /SELF_SIGNED|UNABLE_TO|CERT_/,
    'Its certificate is not trusted here.',
    'Use one of a public authority, or name yours with NODE_EXTRA_CA_CERTS. A tablet that does not trust it has no service worker.',
  ],
  [
    /^(?:EPROTO|ERR_SSL_.*)$/,
    'It does not speak TLS there.',
    'Write http:// where no proxy ends TLS, or name the port of the proxy.',
  ],
  [/^(?:ECONNRESET|UND_ERR_SOCKET|EPIPE)$/, 'It cut the connection.', 'Look at its log, and at the proxy before it.'],
]

/** Why a server cannot be reached, as a finding. */
export function whyUnreachable(url: string, error: Error): FindingRow {
  const codes = codesOf(error)
  const known = MEANINGS.find(([pattern]) => codes.some((code) => pattern.test(code)))
  const [, message, cure] = known ?? [
    undefined,
    'It does not answer as a server that works.',
    'Look at its log, and at the proxy before it: GET /health must answer with status ok.',
  ]
  return {
    check: 'server',
    verdict: 'found',
    subject: new URL(url).origin,
    message,
    why: 'Tablets that reach it no more than we do keep the release they have.',
    do: cure,
  }
}

/** The codes of an error and of what caused it; where several addresses were tried, of each. */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 5) return []
  const { code, cause, errors = [] } = error as { code?: unknown; cause?: unknown; errors?: unknown[] }
  const own = typeof code === 'string' ? [code] : []
  return [...own, ...codesOf(cause, depth + 1), ...errors.flatMap((one) => codesOf(one, depth + 1))]
}
