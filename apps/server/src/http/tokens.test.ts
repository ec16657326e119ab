import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '@relevo/config'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createServer } from '../main.ts'
import { serverInTemp, type TestServer, TOKEN } from '../testing/server-in-temp.ts'

let server: TestServer
beforeAll(async () => {
  server = await serverInTemp()
})
afterAll(() => server.remove())

const create = (order: unknown) => server.call('POST', '/api/tokens', order)
const bearing = (token: string, path = '/api/tablets', method = 'GET') =>
  fetch(server.url + path, { method, headers: { authorization: `Bearer ${token}` } })
const codeOf = async (response: Response) => ((await response.json()) as { error: { code: string } }).error.code

describe('a token', () => {
  test('is shown once, works, is listed with its last use, and works no more when it is revoked', async () => {
    const { status, body } = await create({ name: 'CI of the panel', scopes: ['notify', 'deploy:staging'] })
    const { token, ...made } = body.data
    expect([status, made]).toEqual([
      201,
      {
        id: token.slice(4, 12),
        name: 'CI of the panel',
        scopes: ['notify', 'deploy:staging'],
        state: 'active',
        createdAt: expect.stringMatching(/Z$/),
        createdBy: 'root',
      },
    ])
    expect((await bearing(token)).status).toBe(200)
    const listed = await server.call('GET', '/api/tokens')
    expect(listed.body).toEqual({
      success: true,
      data: [{ ...made, lastUsedAt: expect.stringMatching(/Z$/) }],
      count: 1,
    })

    const revoked = await server.call('DELETE', `/api/tokens/${made.id}`)
    expect(revoked.body.data).toMatchObject({ id: made.id, state: 'revoked', duplicate: false })
    const again = await server.call('DELETE', `/api/tokens/${made.id}`)
    expect([again.status, again.body.data.duplicate, again.body.data.revokedAt]).toEqual([
      200,
      true,
      revoked.body.data.revokedAt,
    ])
    const refused = await bearing(token)
    expect([refused.status, refused.headers.get('www-authenticate'), await codeOf(refused)]).toEqual([
      401,
      'Bearer',
      'unauthorized',
    ])
  })

  test('that may do everything makes others in its own name', async () => {
    const admin = (await create({ name: 'Ana', scopes: ['admin'], expiresAt: '2999-01-01T00:00:00+01:00' })).body.data
    expect(admin.expiresAt).toBe('2998-12-31T23:00:00.000Z')
    const response = await fetch(`${server.url}/api/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'ci', scopes: ['read'] }),
    })
    const { data } = (await response.json()) as { data: { id: string; createdBy: string } }
    expect(data.createdBy).toBe(`Ana (${admin.id})`)
    const { data: events } = (await server.call('GET', '/api/events')).body
    expect(events.at(-1)).toMatchObject({
      type: 'token-created',
      actor: `Ana (${admin.id})`,
      subject: { kind: 'token', id: data.id },
      data: { name: 'ci', scopes: 'read' },
    })
  })

  test('survives a restart, and so does its end', async () => {
    const [kept, gone] = [await create({ name: 'a', scopes: ['read'] }), await create({ name: 'b', scopes: ['read'] })]
    await server.call('DELETE', `/api/tokens/${gone.body.data.id}`)
    await server.restart()
    expect((await bearing(kept.body.data.token)).status).toBe(200)
    expect((await bearing(gone.body.data.token)).status).toBe(401)
  })

  test.each<[unknown, RegExp]>([
    [{}, /^name/],
    [{ name: 'ci' }, /^scopes/],
    [{ name: '', scopes: ['read'] }, /^name/],
    [{ name: ' ci', scopes: ['read'] }, /^name/],
    [{ name: 'c\u001b[2Ji', scopes: ['read'] }, /^name/],
    [{ name: 'x'.repeat(65), scopes: ['read'] }, /^name/],
    [{ name: 'ci', scopes: [] }, /^scopes/],
    [{ name: 'ci', scopes: ['write'] }, /^scopes.0: is none of read, notify/],
    [{ name: 'ci', scopes: ['read', 'deploy:'] }, /^scopes.1/],
    [{ name: 'ci', scopes: ['read'], expiresAt: 'tomorrow' }, /^expiresAt/],
    [{ name: 'ci', scopes: ['read'], expiresAt: '2001-01-01T00:00:00Z' }, /^expiresAt: is not in the future/],
  ])('is not made from %j', async (order, detail) => {
    const before = await server.call('GET', '/api/events')
    const { status, body } = await create(order)
    expect([status, body.error.code, body.error.detail]).toEqual([400, 'invalid-input', expect.stringMatching(detail)])
    expect(await server.call('GET', '/api/events')).toEqual(before)
  })

  test('nobody made cannot be revoked', async () => {
    const { status, body } = await server.call('DELETE', '/api/tokens/1f0c9a2b')
    expect([status, body.error.code, body.error.detail]).toEqual([404, 'token-unknown', '1f0c9a2b'])
  })
})

test('no token, no session and no proof is ever in the data folder, in a log line, or in the event log', async () => {
  const data = await mkdtemp(join(tmpdir(), 'relevo-secrets-'))
  const lines: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
  const env = { PORT: '0', MQTT_PORT: '0', HOST: '127.0.0.1', RELEVO_DATA: data, RELEVO_TOKEN: TOKEN }
  const running = await createServer(readConfig({ env }).config, log)
  const call = async (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
    fetch(running.url + path, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const dataOf = async (response: Response) => ((await response.json()) as { data: Record<string, string> }).data

  const root = { authorization: `Bearer ${TOKEN}` }
  const { token = '', id } = await dataOf(await call('POST', '/api/tokens', root, { name: 'ci', scopes: ['admin'] }))
  const bearer = { authorization: `Bearer ${token}` }
  const signedIn = await call('POST', '/api/session', {}, { token })
  const cookie = /relevo_session=([^;]+)/.exec(signedIn.headers.get('set-cookie') ?? '')?.[1] ?? ''
  const { csrf = '' } = await dataOf(signedIn)
  const session = { cookie: `relevo_session=${cookie}`, 'x-relevo-csrf': csrf }
  const wrong = `${token.slice(0, -3)}AAA`
  await call('POST', '/api/session', {}, { token: wrong })
  await call('POST', '/api/session', {}, { token: [wrong] })
  await call('GET', '/api/tablets', { authorization: `Bearer ${wrong}` })
  await call('POST', '/api/notify-update', bearer, { version: 'nobody' })
  await call('POST', '/api/notify-update', session, { version: 'nobody' })
  await call('PATCH', '/api/releases/r1', { ...session, 'x-relevo-csrf': 'x' }, {})
  await call('DELETE', '/api/session', session)
  const events = await (await call('GET', '/api/events', root)).text()
  expect(events).toContain(`ci (${id})`)
  await running.close()

  const files = await Promise.all(
    (await readdir(data, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
  )
  expect(files.some((bytes) => bytes.includes(id ?? '?'))).toBe(true)
  expect(lines.join('')).toContain('/api/session')
  for (const secret of [TOKEN, token, token.slice(13), wrong, cookie, csrf]) {
    expect(secret.length).toBeGreaterThan(8)
    for (const text of [...files, lines.join(''), events]) expect(text.includes(secret)).toBe(false)
  }
  await rm(data, { recursive: true })
})
