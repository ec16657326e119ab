import { createHmac } from 'node:crypto'
import { USUAL_KINDS } from '../fleet/notices/kinds.ts'
import type { Letter, Sink } from '../fleet/notices/ports.ts'
import { postJson } from './post-json.ts'
import type { NoticeSettings } from './settings.ts'

/**
 * Any address that takes JSON, in the form of Standard Webhooks. The id is the same in every attempt, the time is that of the
 * attempt: receivers refuse what is older than a few minutes.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function webhookSink({ url, secret, events = USUAL_KINDS }: NonNullable<NoticeSettings['webhook']>): Sink {
  return {
    name: 'webhook',
    kinds: events,
    pace: { most: 10, within: 1_000 },
    send(letter) {
      const body = JSON.stringify(payload(letter))
      const seconds = Math.floor(letter.at / 1000)
      const headers = {
        'webhook-id': letter.id,
        'webhook-timestamp': String(seconds),
        ...(secret !== undefined && { 'webhook-signature': signatureOf(secret, letter.id, seconds, body) }),
      }
      // Its answer is not read: nobody knows what it repeats.
      return postJson(url, body, { headers })
    },
  }
}

/**
 * The signature of a body, as the header has it.
 *
 * @param secret base64 of the key, with or without `whsec_`
 * @param seconds since the epoch
 */
export function signatureOf(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
}

function payload({ at, notice: { event, severity, title, lines, link } }: Letter) {
  return {
    type: event?.type ?? 'test',
    timestamp: new Date(event?.at ?? at).toISOString(),
    data: {
      severity,
      title,
      lines,
      link,
      ...(event && {
        seq: event.seq,
        ...(event.environment !== undefined && { environment: event.environment }),
        subject: event.subject,
        event: event.data,
      }),
    },
  }
}
