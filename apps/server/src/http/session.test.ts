import { request } from 'node:http'
import { beforeEach, describe, expect, test } from 'vitest'
import { serverInTemp, type TestServer, TOKEN } from '../testing/server-in-temp.ts'

let server: TestServer
let token: { id: string; token: string }
let browser: { cookie: string; csrf: string }

// A server each: sign-ins are limited by address.
beforeEach(async () => {
  server = await serverInTemp()
  token = (await server.call('POST', '/api/tokens', { name: 'Ana', scopes: ['notify'] })).body.data
  browser = await signIn(token.token)
  return () => server.remove()
})

interface Said {
  status: number
  headers: Record<string, string | string[] | undefined>
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers as the outside does
  body: any
}

/** Not by `fetch`, which keeps Host, Origin and Sec-Fetch-Site to itself. */
function send(method: string, path: string, headers: Record<string, string> = {}, body?: unknown): Promise<Said> {
  return new Promise((resolve, reject) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const sent = request(server.url + path, { method, headers: { ...json, ...headers } }, async (answer) => {
      const parts: Buffer[] = []
      for await (const part of answer) parts.push(part)
      const text = Buffer.concat(parts).toString()
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: JSON.parse(text) })
    })
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

async function signIn(secret: string) {
  const { headers, body } = await send('POST', '/api/session', {}, { token: secret })
  return { cookie: String(headers['set-cookie']).split(';')[0] ?? '', csrf: body.data.csrf }
}

const page = () => ({ cookie: browser.cookie, 'x-relevo-csrf': browser.csrf })
const notify = (headers: Record<string, string>) => send('POST', '/api/notify-update', headers, { version: 'nobody' })

describe('signing in', () => {
  test('hands out a cookie that scripts and other sites never see, and says who one is', async () => {
    const { status, headers, body } = await send('POST', '/api/session', {}, { token: token.token })
    const [cookie = ''] = headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^relevo_session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect([status, headers['cache-control'], body.data]).toEqual([
      200,
      'no-store',
      {
        actor: `Ana (${token.id})`,
        scopes: ['notify'],
        csrf: expect.stringMatching(/^[0-9a-f]{64}$/),
        expiresAt: expect.stringMatching(/Z$/),
      },
    ])
    expect(cookie).not.toContain(body.data.csrf)
  })

  test('on a page served by HTTPS keeps the cookie to HTTPS', async () => {
    const origin = { host: 'relevo.example', origin: 'https://relevo.example' }
    const { headers } = await send('POST', '/api/session', origin, { token: TOKEN })
    expect(String(headers['set-cookie'])).toContain('Secure')
  })

  test.each<[string, unknown, number, string]>([
    ['a wrong token', { token: 'wrong' }, 401, 'unauthorized'],
    ['no token', {}, 400, 'invalid-input'],
    ['an empty token', { token: '' }, 400, 'invalid-input'],
    ['a token that is a list', { token: ['x'] }, 400, 'invalid-input'],
  ])('with %s gives no cookie', async (_name, body, status, code) => {
    const answer = await send('POST', '/api/session', {}, body)
    expect([answer.status, answer.body.error.code, answer.headers['set-cookie']]).toEqual([status, code, undefined])
  })

  test('cannot be done by a page of another origin, for somebody else', async () => {
    const { status, body } = await send('POST', '/api/session', { 'sec-fetch-site': 'cross-site' }, { token: TOKEN })
    expect([status, body.error.code]).toEqual([403, 'csrf-refused'])
  })
})

describe('a session', () => {
  test('reads without more, and learns its proof again after a reload', async () => {
    expect((await send('GET', '/api/tablets', { cookie: browser.cookie })).status).toBe(200)
    const { body } = await send('GET', '/api/session', { cookie: browser.cookie })
    expect(body.data).toMatchObject({ actor: `Ana (${token.id})`, scopes: ['notify'], csrf: browser.csrf })
  })

  test('has the scopes of its token', async () => {
    expect((await notify(page())).body.error.code).toBe('release-unknown')
    const answer = await send('GET', '/api/tokens', page())
    expect([answer.status, answer.body.error.code]).toEqual([403, 'forbidden'])
  })

  test('ends on the server when one signs out', async () => {
    const { status, body, headers } = await send('DELETE', '/api/session', page())
    expect([status, body.data]).toEqual([200, { ended: true }])
    expect(String(headers['set-cookie'])).toMatch(/^relevo_session=; .*Expires=Thu, 01 Jan 1970/)
    const after = await send('GET', '/api/session', { cookie: browser.cookie })
    expect([after.status, after.body.error.code, after.body.error.detail]).toEqual([
      401,
      'unauthorized',
      'the session has ended',
    ])
  })

  test('ends when its token is revoked', async () => {
    const other = await signIn(TOKEN)
    await server.call('DELETE', `/api/tokens/${token.id}`)
    expect((await send('GET', '/api/tablets', { cookie: browser.cookie })).status).toBe(401)
    expect((await send('GET', '/api/tablets', { cookie: other.cookie })).status).toBe(200)
  })

  test('survives a restart of the server', async () => {
    await server.restart()
    expect((await send('GET', '/api/tablets', { cookie: browser.cookie })).status).toBe(200)
  })

  test('is not asked for when there is a token, good or bad', async () => {
    const authorization = `Bearer ${TOKEN}`
    const { body } = await send('GET', '/api/session', { ...page(), authorization })
    expect(body.data).toEqual({ actor: 'root', scopes: ['admin'] })
    expect((await send('GET', '/api/session', { ...page(), authorization: 'Bearer wrong' })).status).toBe(401)
    const out = await send('DELETE', '/api/session', { authorization })
    expect([out.status, out.body.data]).toEqual([200, { ended: false }])
  })

  test.each(['', 'relevo_session=', 'relevo_session=x', 'relevo_session=%', 'relevo_session=a; relevo_session=b'])(
    'is not had with the cookie %j',
    async (cookie) => {
      expect((await send('GET', '/api/session', { cookie })).status).toBe(401)
    },
  )
})

describe('a call that changes something', () => {
  const HOST = { host: 'relevo.example' }

  test.each<[string, () => Record<string, string>]>([
    ['carries the proof', () => page()],
    ['comes from the same origin', () => ({ ...page(), 'sec-fetch-site': 'same-origin' })],
    ['has the called host as Origin', () => ({ ...page(), ...HOST, origin: 'https://relevo.example' })],
    [
      'is from this origin behind a proxy with another name for us',
      () => {
        return { ...page(), host: 'backend:8604', origin: 'https://relevo.example', 'sec-fetch-site': 'same-origin' }
      },
    ],
    [
      'has a token, wherever it comes from',
      () => {
        return { authorization: `Bearer ${TOKEN}`, origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
      },
    ],
  ])('is let in when it %s', async (_name, headers) => {
    expect((await notify(headers())).body.error.code).toBe('release-unknown')
  })

  test.each<[string, () => Record<string, string>]>([
    ['has no proof', () => ({ cookie: browser.cookie })],
    ['has an empty proof', () => ({ ...page(), 'x-relevo-csrf': '' })],
    [
      'has a wrong proof',
      () => ({ ...page(), 'x-relevo-csrf': browser.csrf.replace(/^./, (c) => (c === '0' ? '1' : '0')) }),
    ],
    ['has the session’s id for a proof', () => ({ ...page(), 'x-relevo-csrf': browser.cookie.slice(15) })],
    ['comes from another site', () => ({ ...page(), 'sec-fetch-site': 'cross-site' })],
    ['comes from another port of this host', () => ({ ...page(), 'sec-fetch-site': 'same-site' })],
    ['has a foreign Origin', () => ({ ...page(), ...HOST, origin: 'https://elsewhere.example' })],
    ['has another port in its Origin', () => ({ ...page(), ...HOST, origin: 'https://relevo.example:8443' })],
    ['has an opaque Origin', () => ({ ...page(), origin: 'null' })],
  ])('with the cookie is refused when it %s', async (_name, headers) => {
    const { status, body } = await notify(headers())
    expect([status, body.error.code]).toEqual([403, 'csrf-refused'])
  })

  test('with the proof of another session is refused', async () => {
    const other = await signIn(TOKEN)
    const { body } = await notify({ cookie: browser.cookie, 'x-relevo-csrf': other.csrf })
    expect(body.error.code).toBe('csrf-refused')
  })
})
