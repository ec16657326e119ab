import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Access } from '../fleet/access/access.ts'
import { serverInTemp, type TestServer, TOKEN } from '../testing/server-in-temp.ts'
import { guard } from './authorize.ts'
import { answerErrors } from './errors.ts'
import type { App } from './http-parts.ts'
import type { Limits } from './limits.ts'

let server: TestServer
const tokens: Record<string, string> = {}
const SCOPES = ['read', 'notify', 'release', 'deploy:staging', 'deploy:production', 'deploy:*', 'approve:*', 'admin']

beforeAll(async () => {
  server = await serverInTemp()
  for (const scope of SCOPES) {
    const { body } = await server.call('POST', '/api/tokens', { name: scope, scopes: [scope] })
    tokens[scope] = body.data.token
  }
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'text/csv' }
  const body = 'id,environment\nhall,production\nattic,staging\n'
  await fetch(`${server.url}/api/tablets/import`, { method: 'POST', headers, body })
})
afterAll(() => server.remove())

const NOTICE = { version: 'nobody' }
const HASH = '0'.repeat(64)

/** Call, body → who gets past the door; what they meet behind it is another matter. */
test.each<[string, unknown, string[]]>([
  ['GET /api/releases', undefined, SCOPES],
  ['GET /api/releases/r1/packing', undefined, SCOPES],
  ['GET /api/tablets', undefined, SCOPES],
  ['GET /api/tablets/summary', undefined, SCOPES],
  ['GET /api/groups', undefined, SCOPES],
  ['GET /api/access', undefined, SCOPES],
  ['PATCH /api/tablets/hall', { name: 'Hall' }, ['deploy:production', 'deploy:*', 'admin']],
  ['PATCH /api/tablets/attic', { name: 'Attic' }, ['deploy:staging', 'deploy:*', 'admin']],
  ['POST /api/tablets/nobody/merge', { into: 'attic' }, ['deploy:staging', 'deploy:*', 'admin']],
  ['POST /api/tablets/import', {}, ['admin']],
  ['PUT /api/groups/lobby', {}, ['admin']],
  ['DELETE /api/groups/lobby', undefined, ['admin']],
  ['GET /api/environments', undefined, SCOPES],
  ['GET /api/events', undefined, SCOPES],
  ['GET /api/alerts', undefined, SCOPES],
  ['GET /api/session', undefined, SCOPES],
  ['POST /api/notify-update', NOTICE, ['notify', 'deploy:production', 'deploy:*', 'admin']],
  ['POST /api/notify-update', { ...NOTICE, environment: 'staging' }, ['notify', 'deploy:staging', 'deploy:*', 'admin']],
  ['POST /api/notify-update', { ...NOTICE, environment: '*' }, ['notify', 'deploy:*', 'admin']],
  ['POST /api/releases', { manifest: {} }, ['release', 'admin']],
  [`PUT /api/releases/files/${HASH}`, Buffer.from('x'), ['release', 'admin']],
  ['PATCH /api/releases/nobody', { blocked: true }, ['admin']],
  ['POST /api/environments/mars/directive', { do: 'reset' }, ['admin']],
  ['DELETE /api/environments/mars/directive', undefined, ['admin']],
  ['POST /api/tokens', {}, ['admin']],
  ['GET /api/tokens', undefined, ['admin']],
  ['DELETE /api/tokens/nobody', undefined, ['admin']],
])('%s with %j lets in %j', async (call, body, allowed) => {
  const [method = '', path = ''] = call.split(' ')
  const past: string[] = []
  for (const scope of SCOPES) {
    const { status, code, detail } = await as(scope, method, path, body)
    if (status === 403) expect([code, detail]).toEqual(['forbidden', expect.stringMatching(/^this takes the scope /)])
    else past.push(scope)
  }
  expect(past).toEqual(allowed)
})

test('a token without the scope learns it before its body is looked at', async () => {
  const { status, detail } = await as('read', 'POST', '/api/releases', { manifest: 'x'.repeat(100_000) })
  expect([status, detail]).toEqual([403, 'this takes the scope release'])
  const notify = await as('read', 'POST', '/api/notify-update', { ...NOTICE, environment: 'staging' })
  expect(notify.detail).toBe('this takes the scope notify or deploy:staging')
})

test('a route that declares no scope cannot be added', async () => {
  const app = appWithGuard((api) => api.get('/forgotten', async () => 'x'))
  await expect(app.ready()).rejects.toThrow('GET /forgotten declares no scope')
})

test('a route whose scope depends on the environment, and that never says it, answers nobody', async () => {
  const app = appWithGuard((api) => {
    api.get('/forgotten', { config: { scope: 'by-environment' } }, async () => ({ secret: 1 }))
  })
  app.setErrorHandler(answerErrors)
  const answer = await app.inject({ url: '/forgotten', headers: { authorization: 'Bearer x' } })
  expect([answer.statusCode, answer.json().error.code]).toEqual([500, 'internal'])
  expect(answer.body).not.toContain('secret')
})

async function as(scope: string, method: string, path: string, body: unknown) {
  const isBytes = body instanceof Uint8Array
  const response = await fetch(server.url + path, {
    method,
    headers: {
      authorization: `Bearer ${tokens[scope]}`,
      ...(body !== undefined && { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
    },
    ...(body !== undefined && { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
  })
  const { error } = (await response.json()) as { error?: { code: string; detail: string } }
  return { status: response.status, ...error }
}

function appWithGuard(add: (api: App) => void) {
  const app = Fastify() as unknown as App
  const access = { authenticate: async () => ({ kind: 'root' }) } as unknown as Access // the door asks for no more
  const limits = { call: async () => undefined, mayGuess: async () => undefined } as unknown as Limits
  app.register(async (api: App) => {
    guard(api, { access }, limits)
    add(api)
  })
  return app
}
