import { parse } from '@relevo/core/protocol'
import { USUAL_KINDS } from '../fleet/notices/kinds.ts'
import type { Notice, Severity } from '../fleet/notices/notice.ts'
import type { Sink } from '../fleet/notices/ports.ts'
import { postJson, type Said } from './post-json.ts'
import { redacted } from './redacted.ts'
import type { NoticeSettings } from './settings.ts'

/** Telegram has no colours. */
const SIGNS: Record<Severity, string> = { info: '🔵', success: '🟢', warning: '🟠', critical: '🔴' }

/**
 * Telegram, by a bot. It answers `{ ok: false, error_code, description, parameters? }`; `parameters` has `retry_after` in
 * seconds with 429, and `migrate_to_chat_id` when a group became a supergroup. One message a second and chat is allowed.
 *
 * @param api where the Bot API is; another place is a Bot API server of one's own, or a test
 * @see https://core.telegram.org/bots/api#making-requests
 */
export function telegramSink(
  { token, chat, events = USUAL_KINDS }: NonNullable<NoticeSettings['telegram']>,
  api = 'https://api.telegram.org',
): Sink {
  return {
    name: 'telegram',
    kinds: events,
    pace: { most: 1, within: 1_000 },
    send: ({ notice }) =>
      postJson(`${api}/bot${token}/sendMessage`, JSON.stringify({ chat_id: chat, ...message(notice) }), {
        read: (answer) => said(answer, [token, encodeURIComponent(token)]),
      }),
  }
}

function message({ severity, title, lines, link }: Notice) {
  const text = [
    `${SIGNS[severity]} <b>${escaped(title)}</b>`,
    ...lines.map(escaped),
    `<a href="${escaped(link)}">Open the dashboard</a>`,
  ].join('\n')
  return { text, parse_mode: 'HTML', link_preview_options: { is_disabled: true } }
}

/** The characters its HTML gives a meaning. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function said(answer: string, secrets: readonly string[]): Said {
  const { description, parameters } = parse(answer) ?? {}
  const { retry_after: seconds, migrate_to_chat_id: moved } = (parameters ?? {}) as Record<string, unknown>
  const reason = typeof description === 'string' ? redacted(description, secrets) : undefined
  return {
    reason: typeof moved === 'number' ? `${reason}; the chat’s id is now ${moved}` : reason,
    retryAfter: typeof seconds === 'number' && seconds >= 0 ? seconds * 1000 : undefined,
  }
}
