import { afterAll, beforeAll, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
beforeAll(async () => {
  server = await serverInTemp()
})
afterAll(() => server.remove())

const GUARDED = [
  ['POST', '/api/notify-update'],
  ['POST', '/api/releases'],
  ['PUT', `/api/releases/files/${'0'.repeat(64)}`],
  ['GET', '/api/releases'],
  ['GET', '/api/releases/r1'],
  ['GET', '/api/environments'],
  ['GET', '/api/tablets'],
  ['GET', '/api/tablets/lobby-1'],
  ['GET', '/api/events'],
]

test.each(GUARDED)('%s %s needs the token', async (method, path) => {
  const response = await fetch(server.url + path, { method })
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toBe('Bearer')
})

test.each([
  ['GET', '/api/nothing', 404, 'not-found', null],
  ['POST', '/api/nothing', 404, 'not-found', null],
  ['GET', '/api', 404, 'not-found', null],
  ['DELETE', '/api/notify-update', 405, 'method-not-allowed', 'POST'],
  ['GET', '/api/notify-update', 405, 'method-not-allowed', 'POST'],
  ['PATCH', '/api/releases', 405, 'method-not-allowed', 'GET, HEAD, POST'],
  ['DELETE', '/api/tablets/lobby-1', 405, 'method-not-allowed', 'GET, HEAD'],
  ['POST', '/health', 405, 'method-not-allowed', 'GET, HEAD'],
  ['POST', '/index.html', 405, 'method-not-allowed', 'GET, HEAD'],
  ['GET', '/api/%zz', 404, 'not-found', null],
])('%s %s is %i %s', async (method, path, status, code, allow) => {
  const response = await fetch(server.url + path, { method })
  expect([response.status, response.headers.get('allow')]).toEqual([status, allow])
  expect(await response.json()).toMatchObject({ success: false, error: { code } })
})

test.each([
  '/api/releases?limit=0',
  '/api/releases?limit=1001',
  '/api/releases?limit=ten',
  '/api/tablets?offset=-1',
  '/api/tablets?offset=1.5',
  '/api/events?after=x',
  '/api/events?tablet=a/b',
  '/api/tablets/a.b',
])('%s is refused as invalid input', async (path) => {
  const { status, body } = await server.call('GET', path)
  expect([status, body.error.code]).toEqual([400, 'invalid-input'])
})

test('a tablet and a release that nobody knows are 404 with their own codes', async () => {
  expect((await server.call('GET', '/api/tablets/nobody')).body.error.code).toBe('tablet-unknown')
  expect((await server.call('GET', '/api/releases/nothing')).body.error.code).toBe('release-unknown')
})

test('health answers without a token', async () => {
  const response = await fetch(`${server.url}/health`)
  const body = (await response.json()) as { status: string; timestamp: string }
  expect([response.status, body.status]).toEqual([200, 'ok'])
  expect(new Date(body.timestamp).toISOString()).toBe(body.timestamp)
})

test('the OpenAPI document describes every guarded call, and needs no token', async () => {
  const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
    openapi: string
    paths: Record<string, Record<string, unknown>>
  }
  expect(document.openapi).toBe('3.1.0')
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.sort()).toEqual(
    [
      'GET /api/environments',
      'GET /api/events',
      'GET /api/releases',
      'GET /api/releases/{version}',
      'GET /api/tablets',
      'GET /api/tablets/{id}',
      'POST /api/notify-update',
      'POST /api/releases',
      'PUT /api/releases/files/{sha256}',
    ].sort(),
  )
})

test('without a built dashboard its address says how to build it, under a strict policy', async () => {
  const response = await fetch(`${server.url}/dashboard`)
  expect([response.status, response.url]).toEqual([404, `${server.url}/dashboard/`])
  expect(await response.text()).toContain('npm start')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect((await fetch(`${server.url}/dashboard/..%2f..%2ftoken`)).status).toBe(404)
})
