import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { httpEndpoint, type Reply } from '../testing/http-endpoint.ts'
import { LETTER, SECRET, SINKS, sent } from '../testing/http-sinks.ts'

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
