import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serverInTemp, type TestServer, TOKEN } from '../testing/server-in-temp.ts'

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
  ['GET', '/api/releases/r1/changes'],
  ['GET', '/api/releases/r1/packing'],
  ['PATCH', '/api/releases/r1'],
  ['GET', '/api/environments'],
  ['POST', '/api/environments/production/directive'],
  ['DELETE', '/api/environments/production/directive'],
  ['GET', '/api/tablets'],
  ['GET', '/api/tablets/lobby-1'],
  ['PATCH', '/api/tablets/lobby-1'],
  ['DELETE', '/api/tablets/lobby-1'],
  ['POST', '/api/tablets/lobby-1/merge'],
  ['GET', '/api/tablets/summary'],
  ['GET', '/api/tablets/export'],
  ['POST', '/api/tablets/import'],
  ['GET', '/api/groups'],
  ['PUT', '/api/groups/lobby'],
  ['DELETE', '/api/groups/lobby'],
  ['GET', '/api/events'],
  ['GET', '/api/events/stream'],
  ['GET', '/api/history/releases'],
  ['GET', '/api/session'],
  ['DELETE', '/api/session'],
  ['GET', '/api/tokens'],
  ['POST', '/api/tokens'],
  ['DELETE', '/api/tokens/1f0c9a2b'],
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
  ['PUT', '/api/tablets/lobby-1', 405, 'method-not-allowed', 'DELETE, GET, HEAD, PATCH'],
  ['POST', '/health', 405, 'method-not-allowed', 'GET, HEAD'],
  ['POST', '/index.html', 405, 'method-not-allowed', 'GET, HEAD'],
  ['GET', '/api/%zz', 404, 'not-found', null],
  ['GET', `/api/releases/${'x'.repeat(2_000)}`, 404, 'not-found', null],
  ['GET', '/api/environments/production/directive', 405, 'method-not-allowed', 'DELETE, POST'],
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

interface Described {
  description?: string
  security?: { token?: string[]; session?: string[] }[]
  responses: Record<string, { description: string }>
}

test('the OpenAPI document describes every call, its errors and who needs a token, and needs none itself', async () => {
  const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
    openapi: string
    components: { securitySchemes: Record<string, object> }
    paths: Record<string, Record<string, Described>>
  }
  expect(document.openapi).toBe('3.1.0')
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, call]) => ({ name: `${method.toUpperCase()} ${path}`, call })),
  )
  const open = calls.filter(({ call }) => call.security?.length === 0)
  const guarded = calls.filter(({ call }) => call.security?.length !== 0)
  expect(open.map(({ name }) => name).sort()).toEqual([
    'GET /config/version.json',
    'GET /health',
    'GET /health/ready',
    'POST /api/enrol',
    'POST /api/session',
    'POST /api/webhooks/deploy',
  ])
  // What each call takes. A call whose scope depends on the environment says so in words.
  const scopes = guarded.map(({ name, call }) => `${name}: ${call.security?.[0]?.token?.join() || call.description}`)
  expect(scopes.sort()).toEqual(
    [
      'DELETE /api/environments/{name}/directive: admin',
      'DELETE /api/session: read',
      'DELETE /api/tokens/{id}: admin',
      'GET /api/environments: read',
      'GET /api/events: read',
      'GET /api/events/stream: read',
      'GET /api/history/releases: read',
      'GET /api/releases: read',
      'GET /api/releases/{version}: read',
      'GET /api/releases/{version}/changes: read',
      'GET /api/releases/{version}/packing: read',
      'GET /api/session: read',
      'GET /api/tablets: read',
      'GET /api/tablets/{id}: read',
      'GET /api/tablets/summary: read',
      'GET /api/tablets/export: read',
      'POST /api/tablets/import: admin',
      'PATCH /api/tablets/{id}: Takes the scope `deploy:<environment>` of the tablet’s environment.',
      'DELETE /api/tablets/{id}: Takes the scope `deploy:<environment>` of the tablet’s environment.',
      'POST /api/tablets/{id}/merge: Takes the scope `deploy:<environment>` of the tablet’s environment. That of both.',
      'GET /api/groups: read',
      'PUT /api/groups/{name}: admin',
      'DELETE /api/groups/{name}: admin',
      'GET /api/tokens: admin',
      'PATCH /api/releases/{version}: admin',
      'POST /api/environments/{name}/directive: admin',
      'POST /api/notify-update: Takes the scope `notify`, or `deploy:<environment>`.',
      'POST /api/releases: release',
      'POST /api/tokens: admin',
      'PUT /api/releases/files/{sha256}: release',
      'GET /api/notices: read',
      'GET /api/sinks: read',
      'POST /api/notices/test: admin',
      'POST /api/notices/{id}/resend: admin',
      'GET /api/alerts: read',
      'POST /api/alerts/{id}/acknowledge: Takes the scope `deploy:<environment>`.',
      'POST /api/alerts/{id}/silence: Takes the scope `deploy:<environment>`.',
      'POST /api/alerts/{id}/unsilence: Takes the scope `deploy:<environment>`.',
      'GET /api/deployments: read',
      'GET /api/deployments/current: read',
      'GET /api/deployments/{id}: read',
      'POST /api/deployments: Takes the scope `deploy:<environment>`.',
      'POST /api/deployments/promote: Takes the scope `deploy:<environment>` of the environment that is deployed to.',
      'POST /api/deployments/{id}/abort: Takes the scope `deploy:<environment>`.',
      'POST /api/deployments/{id}/approve: Takes the scope `approve:<environment>`.',
      'POST /api/deployments/{id}/deny: Takes the scope `approve:<environment>`.',
      'POST /api/deployments/{id}/health-check: Takes the scope `deploy:<environment>`.',
      'POST /api/deployments/{id}/rollback: Takes the scope `deploy:<environment>`.',
      'POST /api/deployments/plan: read',
      'POST /api/enrolment-codes: admin',
      'GET /api/enrolment-codes: admin',
      'DELETE /api/enrolment-codes/{id}: admin',
      'POST /api/credentials: admin',
      'GET /api/credentials: admin',
      'DELETE /api/credentials/{id}: admin',
      'GET /api/access: read',
      'GET /api/strangers: read',
      'GET /api/ladders: read',
      'GET /api/tablets/{id}/ladder: read',
      'POST /api/tablets/{id}/ladder: Takes the scope `deploy:<environment>` of the tablet’s environment. A second call changes nothing.',
      'GET /api/kiosks: read',
      'POST /api/kiosks: admin',
      'GET /api/kiosks/unlinked: read',
      'GET /api/kiosks/{id}: read',
      'PATCH /api/kiosks/{id}: admin',
      'DELETE /api/kiosks/{id}: admin',
      'POST /api/kiosks/{id}/accept: admin',
      'POST /api/kiosks/{id}/link: admin',
      'DELETE /api/kiosks/{id}/link: admin',
      'POST /api/kiosks/{id}/commands: admin',
      'GET /api/doctor: read',
      ...['pause', 'resume', 'promote'].map(
        (deed) =>
          `POST /api/deployments/{id}/${deed}: Takes the scope \`deploy:<environment>\`. A second call changes nothing.`,
      ),
      'POST /api/deployments/{id}/retry: Takes the scope `deploy:<environment>`.',
      'GET /api/deployments/{id}/tablets: read',
      'GET /api/deployments/{id}/adoption: read',
      ...['', '/{id}'].map(
        (one) =>
          `POST /api/tablets${one}/update: Takes the scope \`deploy:<environment>\` of each tablet. Who failed tries once more; a second call changes nothing.`,
      ),
    ].sort(),
  )
  expect(document.components.securitySchemes).toMatchObject({
    token: { type: 'http', scheme: 'bearer' },
    session: { type: 'apiKey', in: 'cookie', name: 'relevo_session' },
  })
  for (const { name, call } of guarded) {
    expect(call.security?.map((way) => Object.keys(way).join())).toEqual(['token', 'session'])
    const statuses = Object.keys(call.responses)
    expect([name, statuses]).toEqual([name, expect.arrayContaining(['401', '403', '429', '4XX'])])
    expect([name, statuses.some((status) => status.startsWith('2'))]).toEqual([name, true])
  }
})

test('what is no HTTP, or has endless headers, is answered in the form every error has', async () => {
  const { hostname, port } = new URL(server.url)
  const said = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write(text))
      let answer = ''
      socket.on('data', (data) => {
        answer += data
      })
      socket.on('close', () => resolve(answer))
      socket.on('error', reject)
    })
  const endless = await said(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`)
  expect(endless).toMatch(/^HTTP\/1.1 431 .*"code":"invalid-input".*16 kB/s)
  expect(await said('hello\r\n\r\n')).toMatch(/^HTTP\/1.1 400 .*"code":"invalid-input"/s)
})

test('a connection on which nothing moves is cut, and a call that was half sent changes nothing', async () => {
  const hasty = await serverInTemp({ idle: 50 })
  const { hostname, port } = new URL(hasty.url)
  const started = performance.now()
  const socket = connect(Number(port), hostname)
  const head = ['POST /api/notify-update HTTP/1.1', 'host: x', `authorization: Bearer ${TOKEN}`]
  socket.write([...head, 'content-type: application/json', 'content-length: 50', '', '{"ver'].join('\r\n'))
  await once(socket, 'close')
  expect(performance.now() - started).toBeLessThan(5_000)
  expect((await hasty.call('GET', '/api/events')).body.count).toBe(0)
  await hasty.remove()
})

test('without a built dashboard its address says how to build it, under a strict policy', async () => {
  const response = await fetch(`${server.url}/dashboard`)
  expect([response.status, response.url]).toEqual([404, `${server.url}/dashboard/`])
  expect(await response.text()).toContain('npm start')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
  expect((await fetch(`${server.url}/dashboard/..%2f..%2ftoken`)).status).toBe(404)
})
