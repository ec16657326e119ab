import { once } from 'node:events'
import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { StepOrder } from '../fleet/deployments/ports.ts'
import { createProber } from './index.ts'
import { selfSigned } from './testing/self-signed.ts'

const ORDER: StepOrder = { deployment: 'd1', environment: 'production', version: 'v1+2' }
const prober = createProber({ now: () => 1_000 })
const open: { server: Server; sockets: Set<Socket> }[] = []

afterEach(async () => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function listening(server: Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  server.listen(0, host)
  await once(server, 'listening')
  open.push({ server, sockets })
  return (server.address() as AddressInfo).port
}
const http = (listener: RequestListener, host?: string) => listening(createHttp(listener), host)
/** A server that is no HTTP library: the test writes to its connections. */
const raw = (speak: (socket: Socket) => void) =>
  listening(
    createTcp((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => speak(socket))
    }),
  )

function probe(target: { http: string; status?: number }, timeout = 5_000, signal = new AbortController().signal) {
  return prober.probe({ ...target, must: true }, ORDER, timeout, signal)
}

test('a 2xx is healthy; status, address, beginning of the body, time and latency are noted', async () => {
  const asked: (string | undefined)[] = []
  const port = await http(({ method, url, headers }, response) => {
    asked.push(method, url, headers['user-agent'], headers.connection)
    setTimeout(() => response.end(`{\n  "status":\t"ok\u0007"${' '.repeat(9)}${'x'.repeat(400)}é`), 30)
  })
  const found = await probe({ http: `http://127.0.0.1:${port}/health?of={version}` })
  const excerpt = `{ "status": "ok " ${'x'.repeat(300)}`.slice(0, 300)
  expect(found).toEqual({
    target: `http://127.0.0.1:${port}/health?…`,
    must: true,
    verdict: 'healthy',
    status: 200,
    address: '127.0.0.1',
    excerpt,
    latency: expect.any(Number),
    at: 1_000,
  })
  expect(found.latency).toBeGreaterThanOrEqual(25)
  expect(asked).toEqual(['GET', '/health?of=v1%2B2', 'Relevo-Health/1', 'close'])
})

test('a 204 is healthy, and has no excerpt', async () => {
  const port = await http((_request, response) => response.writeHead(204).end())
  const found = await probe({ http: `http://127.0.0.1:${port}/` })
  expect([found.verdict, found.status, 'excerpt' in found]).toEqual(['healthy', 204, false])
})

test.each([
  [503, undefined, 'unhealthy', 'status 503 instead of a 2xx'],
  [404, undefined, 'unhealthy', 'status 404 instead of a 2xx'],
  [200, 204, 'unhealthy', 'status 200 instead of 204'],
  [401, 401, 'healthy', undefined],
  [302, undefined, 'unhealthy', 'status 302 instead of a 2xx; redirects are not followed'],
  [302, 302, 'healthy', undefined],
])('status %s where %s is expected is %s', async (status, expected, verdict, detail) => {
  let asked = 0
  const port = await http((_request, response) => {
    asked++
    response.writeHead(status, { location: '/elsewhere' }).end('so it is')
  })
  const found = await probe({ http: `http://127.0.0.1:${port}/`, ...(expected !== undefined && { status: expected }) })
  expect(found).toMatchObject({ verdict, status, excerpt: 'so it is' })
  expect([found.detail, asked]).toEqual([detail, 1])
})

test('a refused connection is unhealthy', async () => {
  const port = await http(() => undefined)
  await new Promise((resolve) => open.pop()?.server.close(resolve))
  expect(await probe({ http: `http://127.0.0.1:${port}/` })).toMatchObject({
    verdict: 'unhealthy',
    detail: 'connection refused (ECONNREFUSED)',
    address: '127.0.0.1',
  })
})

test('a reset is unhealthy, before the answer and in the middle of it', async () => {
  const before = await raw((socket) => socket.resetAndDestroy())
  const within = await raw((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf', () => setTimeout(() => socket.destroy(), 20))
  })
  const reset = { verdict: 'unhealthy', detail: 'connection reset (ECONNRESET)' }
  expect(await probe({ http: `http://127.0.0.1:${before}/` })).toMatchObject(reset)
  expect(await probe({ http: `http://127.0.0.1:${within}/` })).toMatchObject({ ...reset, status: 200, excerpt: 'half' })
})

test('what answers too slowly is unhealthy, and it is said what was waited for', async () => {
  const silent = await raw(() => undefined) // takes the connection and the request, and says nothing
  const slowHeader = await raw((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-le'))
  const slowBody = await raw((socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nsome'))
  const trickle = await http((_request, response) => {
    response.writeHead(200)
    const drops = setInterval(() => response.write('drop '), 10)
    response.on('close', () => clearInterval(drops))
  })
  const noAnswer = { verdict: 'unhealthy', detail: 'no answer within 0.2 s', address: '127.0.0.1' }
  expect(await probe({ http: `http://127.0.0.1:${silent}/` }, 200)).toMatchObject(noAnswer)
  expect(await probe({ http: `http://127.0.0.1:${slowHeader}/` }, 200)).toMatchObject(noAnswer)
  const noEnd = { verdict: 'unhealthy', detail: 'the answer did not end within 0.2 s', status: 200 }
  expect(await probe({ http: `http://127.0.0.1:${slowBody}/` }, 200)).toMatchObject({ ...noEnd, excerpt: 'some' })
  const found = await probe({ http: `http://127.0.0.1:${trickle}/` }, 200)
  expect(found).toMatchObject(noEnd)
  expect(found.latency).toBeLessThan(2_000)
})

test('a body without an end is read no further than 64 KB', async () => {
  const port = await http((_request, response) => {
    const pour = () => {
      while (!response.destroyed && response.write('much '.repeat(1_000)));
    }
    response.on('drain', pour)
    pour()
  })
  expect(await probe({ http: `http://127.0.0.1:${port}/` })).toMatchObject({ verdict: 'healthy', status: 200 })
})

test('what is no HTTP is unhealthy', async () => {
  const port = await raw((socket) => socket.end('220 mail.example ESMTP\r\n'))
  const { verdict, detail } = await probe({ http: `http://127.0.0.1:${port}/` })
  expect(verdict).toBe('unhealthy')
  expect(detail).toMatch(/^the answer is no HTTP \(HPE_/)
})

test('a certificate that nobody vouches for is unhealthy, and so is plain HTTP where TLS is expected', async () => {
  const port = await listening(createHttps(selfSigned(), (_request, response) => response.end('ok')))
  expect(await probe({ http: `https://localhost:${port}/` })).toMatchObject({
    verdict: 'unhealthy',
    detail: 'certificate not accepted (DEPTH_ZERO_SELF_SIGNED_CERT)',
    address: '127.0.0.1',
  })
  const plain = await http((_request, response) => response.end('ok'))
  const { verdict, detail } = await probe({ http: `https://127.0.0.1:${plain}/` })
  expect([verdict, detail?.split(' (')[0]]).toEqual(['unhealthy', 'TLS failed'])
})

test('localhost is found on IPv4 and on IPv6, whichever of them the server listens on', async () => {
  const four = await http((_request, response) => response.end('4'), '127.0.0.1')
  expect(await probe({ http: `http://localhost:${four}/` })).toMatchObject({
    verdict: 'healthy',
    address: '127.0.0.1',
    excerpt: '4',
  })
  const six = await http((_request, response) => response.end('6'), '::1').catch(() => undefined)
  if (six === undefined) return // a machine without IPv6
  expect(await probe({ http: `http://[::1]:${six}/` })).toMatchObject({ verdict: 'healthy', address: '::1' })
  expect(await probe({ http: `http://localhost:${six}/` })).toMatchObject({ verdict: 'healthy', address: '::1' })
})

test('a name that stands for nothing, and what is no URL, is unmeasured', async () => {
  const unknown = await probe({ http: 'http://nowhere.invalid/' })
  expect(unknown.verdict).toBe('unmeasured')
  expect(unknown.detail).toMatch(/^name not resolved/)
  expect(await probe({ http: 'ftp://x/' })).toMatchObject({ verdict: 'unmeasured', target: 'not a URL' })
  expect((await probe({ http: `http://${'a'.repeat(300)}.invalid/` })).verdict).toBe('unmeasured')
})

test('an attempt that is called off is unmeasured, at once', async () => {
  const port = await raw(() => undefined)
  const calling = new AbortController()
  const found = probe({ http: `http://127.0.0.1:${port}/` }, 60_000, calling.signal)
  await expect.poll(() => open[0]?.sockets.size).toBe(1)
  calling.abort()
  expect(await found).toMatchObject({ verdict: 'unmeasured', detail: 'called off' })
  const after = await probe({ http: `http://127.0.0.1:${port}/` }, 60_000, calling.signal)
  expect([after.verdict, open[0]?.sockets.size]).toEqual(['unmeasured', 1])
})

test('user, password and query of an address are used, and not shown', async () => {
  let authorization: string | undefined
  const port = await http(({ headers }, response) => {
    authorization = headers.authorization
    response.writeHead(500).end()
  })
  const found = await probe({ http: `http://who:secret@127.0.0.1:${port}/health?key=hidden` })
  expect(authorization).toBe(`Basic ${Buffer.from('who:secret').toString('base64')}`)
  expect(JSON.stringify(found)).not.toMatch(/secret|hidden|who/)
})
