import { parse } from '@relevo/core/protocol'
import { USUAL_KINDS } from '../fleet/notices/kinds.ts'
import type { Notice } from '../fleet/notices/notice.ts'
import type { Sink } from '../fleet/notices/ports.ts'
import { COLOURS } from './colours.ts'
import { postJson, type Said } from './post-json.ts'
import { redacted, secretsOf } from './redacted.ts'
import type { NoticeSettings } from './settings.ts'

/**
 * Discord, by a channel's webhook. It answers errors as `{ code, message }`, and 429 with `retry_after` in seconds. Five
 * messages in two seconds are allowed.
 *
 * @see https://docs.discord.com/developers/resources/webhook#execute-webhook
 */
export function discordSink({ url, events = USUAL_KINDS }: NonNullable<NoticeSettings['discord']>): Sink {
  const address = confirmed(url)
  const secrets = secretsOf(url)
  return {
    name: 'discord',
    kinds: events,
    pace: { most: 5, within: 2_000 },
    send: ({ notice }) =>
      postJson(address, JSON.stringify(message(notice)), { read: (answer) => said(answer, secrets) }),
  }
}

/** With `wait` it answers when the message is kept; without it an error is answered as a success. */
function confirmed(address: string): string {
  const url = new URL(address)
  url.searchParams.set('wait', 'true')
  return url.href
}

function message({ severity, title, lines, link, event }: Notice) {
  const embed = {
    title: escaped(title),
    url: link,
    description: lines.map(escaped).join('\n'),
    color: Number.parseInt(COLOURS[severity], 16),
    ...(event && { timestamp: new Date(event.at).toISOString() }),
  }
  // Nobody is pinged, whatever the text says.
  return { embeds: [embed], allowed_mentions: { parse: [] } }
}

/** Every character that Markdown or a mention could begin with. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_~|<>[\]()#@:-]/g, '\\$&')
}

function said(answer: string, secrets: readonly string[]): Said {
  const { message, code, retry_after: seconds } = parse(answer) ?? {}
  const reason = typeof message === 'string' ? redacted(message, secrets) : undefined
  return {
    reason: reason && typeof code === 'number' && code !== 0 ? `${reason} (${code})` : reason,
    retryAfter: typeof seconds === 'number' && seconds >= 0 ? Math.ceil(seconds * 1000) : undefined,
  }
}
