import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { FleetEvent } from '../fleet/event.ts'
import type { Letter, Sink } from '../fleet/notices/ports.ts'
import { type Arrived, httpEndpoint, type Reply } from '../testing/http-endpoint.ts'
import { discordSink } from './discord.ts'
import { postJson, retryAfterOf } from './post-json.ts'
import { redacted, secretsOf } from './redacted.ts'
import { slackSink } from './slack.ts'
import { telegramSink } from './telegram.ts'
import { signatureOf, webhookSink } from './webhook.ts'

/** Every sink's secret is in this word. */
const SECRET = 'T0k3n_of-a-Sink'
const KEY = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

const EVENT: FleetEvent = {
  seq: 7,
  at: 1_700_000_000_000,
  type: 'deployment-failed',
  environment: 'production',
  subject: { kind: 'deployment', id: 'd1' },
  data: { version: 'r2' },
}
const LETTER: Letter = {
  id: 'letter-1',
  at: 1_700_000_060_500,
  notice: {
    severity: 'critical',
    title: 'a <b> & *c* @everyone',
    lines: ['<!channel>', '[x](http://evil)'],
    link: 'http://relevo/dashboard/#deployment/d1',
    event: EVENT,
  },
}

const SINKS: Record<string, (base: string) => Sink> = {
  slack: (base) => slackSink({ url: `${base}/services/T0/B0/${SECRET}` }),
  discord: (base) => discordSink({ url: `${base}/api/webhooks/1/${SECRET}` }),
  telegram: (base) => telegramSink({ token: `123:${SECRET}`, chat: '-100' }, base),
  webhook: (base) => webhookSink({ url: `${base}/hook?key=${SECRET}`, secret: KEY }),
}

async function sent(name: string, reply?: (request: Arrived) => Reply, letter = LETTER) {
  const endpoint = await httpEndpoint(reply)
  const outcome = await SINKS[name]?.(endpoint.url).send(letter)
  const [request] = endpoint.arrived
  if (!request) throw new Error('nothing arrived')
  return { outcome, request, body: JSON.parse(request.body), arrived: endpoint.arrived }
}

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

test('the signature is that of the example of Standard Webhooks', () => {
  expect(signatureOf(KEY, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}')).toBe(
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  )
})

const json = (status: number, body: object, headers = {}): Reply => ({ status, headers, body: JSON.stringify(body) })
const telegramError = (error_code: number, description: string, parameters?: object) =>
  json(error_code, { ok: false, error_code, description, ...(parameters && { parameters }) })

describe('what comes of an answer', () => {
  test.each<[string, Reply, object]>([
    ['slack', { status: 200, body: 'ok' }, { result: 'delivered', detail: 'HTTP 200' }],
    ['slack', { status: 404, body: 'no_service' }, { result: 'refused', detail: 'HTTP 404: no_service' }],
    [
      'slack',
      { status: 410, body: 'channel_is_archived' },
      { result: 'refused', detail: 'HTTP 410: channel_is_archived' },
    ],
    [
      'slack',
      { status: 429, headers: { 'retry-after': '30' }, body: 'rate_limited' },
      { result: 'failed', detail: 'HTTP 429: rate_limited', retryAfter: 30_000 },
    ],
    ['slack', { status: 500 }, { result: 'failed', detail: 'HTTP 500' }],
    ['discord', json(200, { id: '1' }), { result: 'delivered', detail: 'HTTP 200' }],
    [
      'discord',
      json(404, { message: 'Unknown Webhook', code: 10015 }),
      { result: 'refused', detail: 'HTTP 404: Unknown Webhook (10015)' },
    ],
    [
      'discord',
      json(429, { message: 'You are being rate limited.', retry_after: 0.65, global: false }),
      { result: 'failed', detail: 'HTTP 429: You are being rate limited.', retryAfter: 650 },
    ],
    ['telegram', json(200, { ok: true, result: {} }), { result: 'delivered', detail: 'HTTP 200' }],
    [
      'telegram',
      telegramError(429, 'Too Many Requests: retry after 34', { retry_after: 34 }),
      { result: 'failed', detail: 'HTTP 429: Too Many Requests: retry after 34', retryAfter: 34_000 },
    ],
    [
      'telegram',
      telegramError(403, 'Forbidden: bot was kicked from the group chat'),
      { result: 'refused', detail: 'HTTP 403: Forbidden: bot was kicked from the group chat' },
    ],
    [
      'telegram',
      telegramError(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -1001 }),
      {
        result: 'refused',
        detail: 'HTTP 400: Bad Request: group chat was upgraded to a supergroup chat; the chat’s id is now -1001',
      },
    ],
    ['webhook', { status: 204 }, { result: 'delivered', detail: 'HTTP 204' }],
    [
      'webhook',
      { status: 503, headers: { 'retry-after': '7' } },
      { result: 'failed', detail: 'HTTP 503', retryAfter: 7_000 },
    ],
    ['webhook', { status: 409 }, { result: 'failed', detail: 'HTTP 409' }],
    ...[400, 401, 403, 404, 410].map(
      (status) => ['webhook', { status }, { result: 'refused', detail: `HTTP ${status}` }] as [string, Reply, object],
    ),
  ])('%s: %o', async (name, reply, outcome) => {
    expect((await sent(name, () => reply)).outcome).toEqual(outcome)
  })

  test('a redirect is not followed: the secret stays where it was meant to be', async () => {
    const elsewhere = await httpEndpoint()
    const { outcome } = await sent('webhook', () => ({ status: 308, headers: { location: elsewhere.url } }))
    expect(outcome).toEqual({ result: 'refused', detail: 'HTTP 308: it leads elsewhere; name that' })
    expect(elsewhere.arrived).toEqual([])
  })

  test('nobody there is a failure that may pass', async () => {
    expect(await SINKS.slack?.('http://127.0.0.1:1').send(LETTER)).toEqual({
      result: 'failed',
      detail: expect.stringMatching(/^no answer: /),
    })
  })

  /** What comes of an answer whose body is written by hand. */
  async function answered(status: number, write: (response: ServerResponse) => void) {
    const server = createServer((_request, response) => {
      response.writeHead(status).flushHeaders()
      write(response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const outcome = await SINKS.slack?.(`http://127.0.0.1:${port}`).send(LETTER)
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    return outcome
  }

  test('an endless answer is not read to its end', async () => {
    const outcome = await answered(400, (response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      }
      response.on('drain', more)
      more()
    })
    expect(outcome).toEqual({ result: 'refused', detail: 'HTTP 400' })
  })

  test.each([
    [200, { result: 'delivered', detail: 'HTTP 200' }],
    [404, { result: 'refused', detail: 'HTTP 404' }],
  ])('an answer of %d that breaks off counts by its status', async (status, outcome) => {
    const cut = (response: ServerResponse) => response.write('<html>', () => response.destroy())
    expect(await answered(status, cut)).toEqual(outcome)
  })

  test('who takes a request and never answers has failed', async () => {
    const { url } = await httpEndpoint(() => 'hang')
    expect(await postJson(url, '{}', { timeout: 50 })).toEqual({
      result: 'failed',
      detail: 'no answer: it took too long',
    })
  })

  // Express and others answer `Cannot POST <path>`; a proxy may put the whole address into its page.
  test.each(Object.keys(SINKS))('%s repeats its address in every way, and no secret comes through', async (name) => {
    for (const status of [302, 400, 429, 500]) {
      const { outcome } = await sent(name, ({ path, headers }) => {
        const all = `Cannot POST ${path} ${decodeURIComponent(path)} http://${headers.host}${path}`
        return json(status, { message: all, description: all }, { location: path, 'x-path': path })
      })
      expect(outcome?.result).not.toBe('delivered')
      expect(JSON.stringify(outcome)).not.toContain(SECRET)
    }
  })
})

test.each([
  [null, undefined],
  ['30', 30_000],
  ['0.3', 300],
  ['Tue, 14 Nov 2023 22:14:20 GMT', 60_000],
  ['Tue, 14 Nov 2023 22:13:20 GMT', 0],
  ['Mon, 13 Nov 2023 22:13:20 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
])('Retry-After %o is %o ms', (header, wait) => expect(retryAfterOf(header, 1_700_000_000_000)).toBe(wait))

test.each([
  ['Cannot POST /hooks/a%20secret', 'Cannot POST …'],
  ['no hook called a secret', 'no hook called …'],
  ['see http://ana:pa55word@h/hooks/a%20secret?k=123456', 'see …'],
  ['wrong password pa55word,\r\n  key 123456', 'wrong password …, key …'],
  ['api is down', 'api is down'],
])('of %o is kept %o', (words, kept) => {
  expect(redacted(words, secretsOf('http://ana:pa55word@h/hooks/a%20secret?k=123456'))).toBe(kept)
})
