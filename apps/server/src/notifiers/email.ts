import { createTransport } from 'nodemailer'
import type { Outcome } from '../fleet/notices/delivery.ts'
import { USUAL_KINDS } from '../fleet/notices/kinds.ts'
import type { Letter, Sink } from '../fleet/notices/ports.ts'
import { redacted } from './redacted.ts'
import type { NoticeSettings } from './settings.ts'

/** The port on which TLS comes first (RFC 8314). */
const TLS_PORT = 465

/** The server's own machine, where nobody listens in. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/

/** Milliseconds for each step of the talk. */
const TIMEOUT = 10_000

/**
 * E-mail, by an SMTP server. A password never travels in the clear: without TLS it is only given to this very machine.
 *
 * @param trusted certificates of authorities besides the usual ones, PEM; for tests
 */
export function emailSink(settings: NonNullable<NoticeSettings['email']>, trusted?: string): Sink {
  const { host, port, user, password, from, to, events = USUAL_KINDS } = settings
  const secure = port === TLS_PORT
  const transport = createTransport({
    host,
    port,
    secure,
    requireTLS: !secure && user !== undefined && !LOOPBACK.test(host),
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    ...(trusted !== undefined && { tls: { ca: trusted } }),
    connectionTimeout: TIMEOUT,
    greetingTimeout: TIMEOUT,
    socketTimeout: TIMEOUT,
    dnsTimeout: TIMEOUT,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const secrets = [user, password].flatMap((secret) => (secret ? [secret, base64(secret)] : []))
  if (user !== undefined && password !== undefined) secrets.push(base64(`\0${user}\0${password}`))
  return {
    name: 'email',
    kinds: events,
    pace: { most: 1, within: 1_000 },
    async send(letter) {
      try {
        const { rejected } = await transport.sendMail({ from, to, ...mail(letter, from) })
        return {
          result: 'delivered',
          detail: rejected.length > 0 ? `refused for ${rejected.length} of them` : 'accepted',
        }
      } catch (error) {
        return outcomeOf(error, secrets)
      }
    },
  }
}

/** Title and lines are one line each, so no text of theirs can become a header. */
function mail({ id, notice: { severity, title, lines, link } }: Letter, from: string) {
  const domain = /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'relevo.invalid'
  return {
    // The same in every attempt: mail systems know a repeated one by it.
    messageId: `<${id}@${domain}>`,
    subject: `[Relevo] ${severity === 'critical' ? 'CRITICAL: ' : ''}${title}`,
    text: [title, '', ...lines, '', link, ''].join('\n'),
    ...(severity === 'critical' && { priority: 'high' as const }),
    // Out-of-office robots do not answer it (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Relevo-Severity': severity },
  }
}

/** What nodemailer throws, as far as it is looked at. */
interface MailFault {
  code?: string
  /** The system's code, where there is one. */
  originalCode?: string
  /** The server's last answer. */
  response?: string
  responseCode?: number
}

/** 5yz is for ever, 4yz is for now (RFC 5321, 4.2.1); whatever has no such number may pass. */
function outcomeOf(error: unknown, secrets: readonly string[]): Outcome {
  const { code, originalCode, response, responseCode } = error as MailFault
  const result = (responseCode ?? 0) >= 500 ? 'refused' : 'failed'
  if (code === 'ETLS') return { result, detail: 'no TLS with this server, and a password needs it' }
  if (response !== undefined) return { result, detail: `SMTP ${redacted(response, secrets)}` }
  return { result, detail: `no answer: ${originalCode ?? code ?? 'unknown'}` }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
