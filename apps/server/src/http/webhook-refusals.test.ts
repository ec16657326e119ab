import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pingOf, pushOf, signatureOf } from '../testing/github-payloads.ts'
import { TOKEN } from '../testing/server-in-temp.ts'
import { SECRET, type WebhookServer, webhookServer } from '../testing/webhook-server.ts'

const RULES = { environments: { production: { branches: ['main'], deployer: 'command' as const } } }

let server: WebhookServer
beforeAll(async () => {
  server = await webhookServer({ rules: RULES })
})
afterAll(() => server.remove())

describe('a delivery that is no good changes nothing', () => {
  const good = JSON.stringify(pushOf())
  const headers = {
    'content-type': 'application/json',
    'x-github-event': 'push',
    'x-github-delivery': 'one',
    'x-hub-signature-256': signatureOf(good, SECRET),
  }
  const signed = (body: string | Buffer, more: Record<string, string | undefined> = {}) => ({
    ...headers,
    'x-hub-signature-256': signatureOf(body, SECRET),
    ...more,
  })
  const sha1 = { 'x-hub-signature-256': undefined, 'x-hub-signature': `sha1=${'0'.repeat(40)}` }
  const broken = Buffer.concat([Buffer.from(good.slice(0, -1)), Buffer.from([0xff, 0x7d])])
  const large = JSON.stringify({ ...pushOf(), padding: 'x'.repeat(5 * 1024 * 1024) })

  test.each<[string, string | Buffer, Record<string, string | undefined>, number, string]>([
    [
      'another secret',
      good,
      { ...headers, 'x-hub-signature-256': signatureOf(good, 'guess') },
      401,
      'signature-invalid',
    ],
    ['another body', good.replace('main', 'moin'), headers, 401, 'signature-invalid'],
    ['a body that was cut off', good.slice(0, -1), headers, 401, 'signature-invalid'],
    ['the same JSON written anew', JSON.stringify(JSON.parse(good), null, 1), headers, 401, 'signature-invalid'],
    [
      'bytes that are no text, signed as what they look like',
      broken,
      signed(broken.toString()),
      401,
      'signature-invalid',
    ],
    ['no body', '', signed('x'), 401, 'signature-invalid'],
    ['no signature', good, { ...headers, 'x-hub-signature-256': undefined }, 401, 'signature-invalid'],
    ['the old signature only', good, { ...headers, ...sha1 }, 401, 'signature-invalid'],
    ['half a signature', good, { ...headers, 'x-hub-signature-256': 'sha256=abc' }, 401, 'signature-invalid'],
    ['an empty signature', good, { ...headers, 'x-hub-signature-256': '' }, 401, 'signature-invalid'],
    [
      'a wrong signature, for all that the token is right',
      good,
      { ...headers, 'x-hub-signature-256': signatureOf(good, 'guess'), authorization: `Bearer ${TOKEN}` },
      401,
      'signature-invalid',
    ],
    ['no name', good, signed(good, { 'x-github-delivery': undefined }), 400, 'invalid-input'],
    ['a name that is none', good, signed(good, { 'x-github-delivery': 'plain:x' }), 400, 'invalid-input'],
    ['no event', good, signed(good, { 'x-github-event': undefined }), 400, 'invalid-input'],
    ['signed nonsense', '{"ref":', signed('{"ref":'), 400, 'invalid-json'],
    [
      'a signed push without a commit',
      '{"ref":"refs/heads/main"}',
      signed('{"ref":"refs/heads/main"}'),
      400,
      'invalid-input',
    ],
    [
      'a form without a payload',
      'x=1',
      signed('x=1', { 'content-type': 'application/x-www-form-urlencoded' }),
      400,
      'invalid-json',
    ],
    ['plain text', good, { ...headers, 'content-type': 'text/plain' }, 415, 'unsupported-type'],
    ['more than 5 MB', large, signed(large), 413, 'body-too-large'],
  ])('%s', async (_name, body, given, status, code) => {
    const answer = await server.post(body, given)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
    expect(JSON.stringify(answer.body)).not.toContain(signatureOf(body, SECRET).slice('sha256='.length))
    expect(server.desk.orders).toEqual([])
    expect(await server.events()).toEqual([])
    expect(await server.data.store.webhooks.answer('one')).toBeUndefined()
  })

  test('4 MB of a push are read', async () => {
    const payload = { ...pushOf(), padding: 'x'.repeat(4 * 1024 * 1024) }
    expect((await server.deliver('push', payload)).status).toBe(202)
  })
})

describe('secrets', () => {
  test('while one is being replaced both are good, and afterwards only the new one', async () => {
    const deliver = async (other: WebhookServer, secret: string) => {
      const body = JSON.stringify(pingOf())
      return (await other.deliver('ping', pingOf(), { 'x-hub-signature-256': signatureOf(body, secret) })).status
    }
    const rotating = await webhookServer({ rules: RULES, secrets: ['new', 'old'] })
    const rotated = await webhookServer({ rules: RULES, secrets: ['new'] })
    expect([await deliver(rotating, 'new'), await deliver(rotating, 'old')]).toEqual([202, 202])
    expect([await deliver(rotated, 'new'), await deliver(rotated, 'old')]).toEqual([202, 401])
    expect(await deliver(rotating, 'guess')).toBe(401)
    await rotating.remove()
    await rotated.remove()
  })

  test('without one every signature is refused, and the answer says what to do', async () => {
    const off = await webhookServer({ rules: RULES, secrets: [] })
    const answer = await off.deliver('push', pushOf())
    expect(answer).toMatchObject({ status: 403, body: { success: false, error: { code: 'webhook-off' } } })
    expect(answer.body.error.do).toMatch(/WEBHOOK_SECRET/)
    expect((await off.deliver('push', pushOf(), { 'x-hub-signature-256': undefined })).status).toBe(403)
    expect(off.desk.orders).toEqual([])
    await off.remove()
  })
})
