import { describe, expect, test } from 'vitest'
import { httpEndpoint } from '../testing/http-endpoint.ts'
import { KEY, LETTER, SECRET, SINKS, sent } from '../testing/http-sinks.ts'
import { webhookSink } from './webhook.ts'

describe('what is sent', () => {
  test('to Slack has a colour, a link and nothing that Slack would act on', async () => {
    const { body, request } = await sent('slack')
    expect(request.headers['content-type']).toBe('application/json')
    expect(body).toEqual({
      attachments: [
        {
          color: '#dc2626',
          fallback: 'a &lt;b&gt; &amp; *c* @everyone',
          title: 'a &lt;b&gt; &amp; *c* @everyone',
          title_link: 'http://relevo/dashboard/#deployment/d1',
          text: '&lt;!channel&gt;\n[x](http://evil)',
          mrkdwn_in: [],
          ts: 1_700_000_000,
        },
      ],
    })
  })

  test('to Discord has a colour and a link, pings nobody, and waits for the message to be kept', async () => {
    const { body, request } = await sent('discord')
    expect(request.path).toBe(`/api/webhooks/1/${SECRET}?wait=true`)
    expect(body).toEqual({
      embeds: [
        {
          title: String.raw`a \<b\> & \*c\* \@everyone`,
          url: 'http://relevo/dashboard/#deployment/d1',
          description: [String.raw`\<!channel\>`, String.raw`\[x\]\(http\://evil\)`].join('\n'),
          color: 0xdc2626,
          timestamp: '2023-11-14T22:13:20.000Z',
        },
      ],
      allowed_mentions: { parse: [] },
    })
  })

  test('to Telegram is its HTML, with no preview of the link', async () => {
    const { body, request } = await sent('telegram')
    expect(request.path).toBe(`/bot123:${SECRET}/sendMessage`)
    expect(body).toEqual({
      chat_id: '-100',
      text: [
        '🔴 <b>a &lt;b&gt; &amp; *c* @everyone</b>',
        '&lt;!channel&gt;',
        '[x](http://evil)',
        '<a href="http://relevo/dashboard/#deployment/d1">Open the dashboard</a>',
      ].join('\n'),
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    })
  })

  test('to a webhook is the event, under the id of the notice and the time of the attempt', async () => {
    const { body, request } = await sent('webhook')
    expect(body).toEqual({
      type: 'deployment-failed',
      timestamp: '2023-11-14T22:13:20.000Z',
      data: {
        severity: 'critical',
        title: LETTER.notice.title,
        lines: LETTER.notice.lines,
        link: LETTER.notice.link,
        seq: 7,
        environment: 'production',
        subject: { kind: 'deployment', id: 'd1' },
        event: { version: 'r2' },
      },
    })
    expect(request.headers).toMatchObject({ 'webhook-id': 'letter-1', 'webhook-timestamp': '1700000060' })
    // Over the bytes that arrived, by another way than the sender's.
    const key = await crypto.subtle.importKey(
      'raw',
      Buffer.from(KEY.slice('whsec_'.length), 'base64'),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['verify'],
    )
    const [version, signature = ''] = String(request.headers['webhook-signature']).split(',')
    const bytes = Buffer.from(`letter-1.1700000060.${request.body}`)
    expect(version).toBe('v1')
    expect(await crypto.subtle.verify('HMAC', key, Buffer.from(signature, 'base64'), bytes)).toBe(true)
  })

  test('to a webhook without a secret has no signature', async () => {
    const endpoint = await httpEndpoint()
    await webhookSink({ url: endpoint.url }).send(LETTER)
    expect(endpoint.arrived[0]?.headers).not.toHaveProperty('webhook-signature')
  })

  test.each(Object.keys(SINKS))('to %s can be a test, which is about no event', async (name) => {
    const { event: _, ...notice } = LETTER.notice
    expect((await sent(name, undefined, { ...LETTER, notice })).outcome).toEqual({
      result: 'delivered',
      detail: 'HTTP 200',
    })
  })

  test('the longest notice, all to be escaped, is within the limits of Discord', async () => {
    const lines = Array.from({ length: 8 }, () => '*'.repeat(240))
    const { body } = await sent('discord', undefined, {
      ...LETTER,
      notice: { ...LETTER.notice, title: '*'.repeat(120), lines },
    })
    expect(body.embeds[0].title.length).toBeLessThanOrEqual(256)
    expect(body.embeds[0].description.length).toBeLessThanOrEqual(4_096)
  })
})
