import { USUAL_KINDS } from '../fleet/notices/kinds.ts'
import type { Notice } from '../fleet/notices/notice.ts'
import type { Sink } from '../fleet/notices/ports.ts'
import { COLOURS } from './colours.ts'
import { postJson } from './post-json.ts'
import type { NoticeSettings } from './settings.ts'

/**
 * Slack, by an incoming webhook. It answers `ok`, or a status with a word such as `invalid_payload`, `no_service`,
 * `channel_is_archived`; 429 comes with `Retry-After`. One message a second is allowed.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function slackSink({ url, events = USUAL_KINDS }: NonNullable<NoticeSettings['slack']>): Sink {
  return {
    name: 'slack',
    kinds: events,
    pace: { most: 1, within: 1_000 },
    send: ({ notice }) =>
      postJson(url, JSON.stringify(message(notice)), { read: (answer) => ({ reason: word(answer) }) }),
  }
}

/** An attachment: the only form that has a colour, and the one without a limit that would refuse the whole message. */
function message({ severity, title, lines, link, event }: Notice) {
  const attachment = {
    color: `#${COLOURS[severity]}`,
    fallback: escaped(title),
    title: escaped(title),
    title_link: link,
    text: lines.map(escaped).join('\n'),
    mrkdwn_in: [],
    ...(event && { ts: Math.floor(event.at / 1000) }),
  }
  return { attachments: [attachment] }
}

/** Its three control characters: without them no text can mention anybody or make a link. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Slack’s own words are single ones; anything else is a proxy’s page, and might repeat the address. */
function word(answer: string): string | undefined {
  return /^[a-z_]{1,60}$/.test(answer.trim()) ? answer.trim() : undefined
}
