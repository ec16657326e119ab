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

/** 5yz is for ever, 4yz is for now (RFC 5321, 4.2.1); whatever has no such number may pass. */
function outcomeOf(error: unknown, secrets: readonly string[]): Outcome {
  const { responseCode, response, code } = error as { responseCode?: number; response?: string; code?: string }
  if (responseCode !== undefined) {
    const detail = `SMTP ${redacted(response ?? String(responseCode), secrets)}`
    return responseCode >= 500 ? { result: 'refused', detail } : { result: 'failed', detail }
  }
  if (code === 'ETLS') return { result: 'failed', detail: 'no TLS with this server, and a password needs it' }
  return { result: 'failed', detail: `no answer: ${code ?? 'unknown'}` }
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
