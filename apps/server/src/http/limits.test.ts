import { expect, test } from 'vitest'
import { pingOf, signatureOf } from '../testing/github-payloads.ts'
import { serverInTemp, type TestServer, TOKEN } from '../testing/server-in-temp.ts'
import { USUAL_LIMITS } from './limit-settings.ts'

async function withServer(settings: Parameters<typeof serverInTemp>[0], work: (server: TestServer) => Promise<void>) {
  const server = await serverInTemp(settings)
  try {
    await work(server)
  } finally {
    await server.remove()
  }
}

async function expectTooMany(response: Response) {
  const { error } = (await response.json()) as { error: { code: string } }
  expect([response.status, error.code]).toEqual([429, 'too-many-requests'])
  const wait = Number(response.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(60)
}

const bearing = (server: TestServer, token: string, path = '/api/tablets') =>
  fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } })

test('a token may call so often in a minute, and no other token pays for it', () =>
  withServer({ limits: { perToken: 3, signIns: 10, late: 100 } }, async (server) => {
    const { token } = (await server.call('POST', '/api/tokens', { name: 'ci', scopes: ['read', 'release'] })).body.data
    for (const status of [200, 200, 403]) {
      expect((await bearing(server, token, status === 403 ? '/api/tokens' : '/api/tablets')).status).toBe(status)
    }
    await expectTooMany(await bearing(server, token))
    expect((await bearing(server, TOKEN)).status).toBe(200)
    const upload = await fetch(`${server.url}/api/releases/files/${'0'.repeat(64)}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: 'x',
    })
    expect(upload.status).toBe(422)
  }))

test('each session counts for itself', () =>
  withServer({ limits: { perToken: 1, signIns: 10, late: 100 } }, async (server) => {
    const signIn = async () => {
      const response = await fetch(`${server.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token: TOKEN }),
      })
      return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    }
    const look = (cookie: string) => fetch(`${server.url}/api/tablets`, { headers: { cookie } })
    const [one, two] = [await signIn(), await signIn()]
    expect((await look(one)).status).toBe(200)
    await expectTooMany(await look(one))
    expect((await look(two)).status).toBe(200)
  }))

test('what tablets need is never limited', () =>
  withServer({ limits: { perToken: 1, signIns: 10, late: 100 } }, async (server) => {
    const status = async (path: string) => (await fetch(server.url + path)).status
    for (let i = 0; i < 50; i++) {
      expect(await status('/config/version.json')).toBe(404)
      expect(await status('/health')).toBe(200)
      expect(await status('/index.html')).toBe(404)
    }
  }))

test('sign-ins are limited by address, also with the right token', () =>
  withServer({}, async (server) => {
    const signIn = (token: string) =>
      fetch(`${server.url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      })
    for (let i = 0; i < USUAL_LIMITS.signIns; i++) expect((await signIn('wrong')).status).toBe(401)
    await expectTooMany(await signIn(TOKEN))
    const { data } = (await server.call('GET', '/api/events')).body
    expect(data.map(({ type }: { type: string }) => type)).toEqual(['sign-in-refused'])
  }))

test('who guessed too often is not listened to; a token that cannot be guessed still is', () =>
  withServer({}, async (server) => {
    const { token } = (await server.call('POST', '/api/tokens', { name: 'ci', scopes: ['read'] })).body.data
    for (let i = 0; i < USUAL_LIMITS.guesses; i++) expect((await bearing(server, `wrong-${i}`)).status).toBe(401)
    await expectTooMany(await bearing(server, TOKEN))
    await expectTooMany(await bearing(server, 'wrong'))
    expect((await bearing(server, token)).status).toBe(200)
    await expectTooMany(await bearing(server, `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`))
  }))

test('a call without any token is no guess', () =>
  withServer({}, async (server) => {
    for (let i = 0; i <= USUAL_LIMITS.guesses; i++) await fetch(`${server.url}/api/tablets`)
    expect((await bearing(server, TOKEN)).status).toBe(200)
  }))

test('who signed wrongly too often is not read any more, however right the next signature; tokens are another matter', () =>
  withServer({ webhook: { secrets: ['a-secret-of-a-webhook'] } }, async (server) => {
    const body = JSON.stringify(pingOf())
    const deliver = (secret: string, type = 'application/json') =>
      fetch(`${server.url}/api/webhooks/deploy`, {
        method: 'POST',
        headers: {
          'content-type': type,
          'x-github-event': 'ping',
          'x-github-delivery': 'one',
          'x-hub-signature-256': signatureOf(body, secret),
        },
        body,
      })
    for (let i = 0; i < USUAL_LIMITS.guesses; i++) expect((await deliver(`guess-${i}`)).status).toBe(401)
    await expectTooMany(await deliver('a-secret-of-a-webhook'))
    // Its type alone would be refused before it is read; it does not come even there.
    await expectTooMany(await deliver('guess', 'text/plain'))
    expect((await bearing(server, 'wrong')).status).toBe(401)
    expect((await bearing(server, TOKEN)).status).toBe(200)
  }))

test('right signatures are not counted', () =>
  withServer({ webhook: { secrets: ['a-secret-of-a-webhook'] } }, async (server) => {
    const body = JSON.stringify(pingOf())
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'ping',
      'x-github-delivery': 'one',
      'x-hub-signature-256': signatureOf(body, 'a-secret-of-a-webhook'),
    }
    for (let i = 0; i <= USUAL_LIMITS.guesses; i++) {
      expect((await fetch(`${server.url}/api/webhooks/deploy`, { method: 'POST', headers, body })).status).toBe(202)
    }
  }))
