import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createProber } from './index.ts'

const ORDER = { deployment: 'd1', environment: 'production', version: 'v1' }
const prober = createProber({ now: Date.now })
let servers: Server[] = []

afterEach(async () => {
  for (const server of servers) await new Promise((resolve) => server.close(resolve))
  servers = []
})

async function listening(host = '127.0.0.1'): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => undefined).resume())
  server.listen(0, host)
  await once(server, 'listening')
  servers.push(server)
  return (server.address() as AddressInfo).port
}

const probe = (tcp: string, timeout = 5_000, signal = new AbortController().signal) =>
  prober.probe({ tcp, must: false }, ORDER, timeout, signal)

test('a port that takes the connection is healthy, and the connection does not stay', async () => {
  const port = await listening()
  expect(await probe(`127.0.0.1:${port}`)).toMatchObject({
    target: `127.0.0.1:${port}`,
    must: false,
    verdict: 'healthy',
    address: '127.0.0.1',
  })
  await expect
    .poll(() => new Promise((resolve) => servers[0]?.getConnections((_error, count) => resolve(count))))
    .toBe(0)
})

test('a port nobody listens on is unhealthy', async () => {
  const port = await listening()
  await new Promise((resolve) => servers.pop()?.close(resolve))
  expect(await probe(`127.0.0.1:${port}`)).toMatchObject({
    verdict: 'unhealthy',
    detail: 'connection refused (ECONNREFUSED)',
    address: '127.0.0.1',
  })
  // Two addresses at most, and every one of them refuses.
  expect(await probe(`localhost:${port}`)).toMatchObject({
    verdict: 'unhealthy',
    detail: 'connection refused (ECONNREFUSED)',
  })
})

test('localhost is found where only IPv6 listens', async () => {
  const port = await listening('::1').catch(() => undefined)
  if (port === undefined) return // a machine without IPv6
  expect(await probe(`localhost:${port}`)).toMatchObject({ verdict: 'healthy', address: '::1' })
  expect(await probe(`[::1]:${port}`)).toMatchObject({ verdict: 'healthy', address: '::1' })
})

test('a name that stands for nothing is unmeasured', async () => {
  const { verdict, detail } = await probe('nowhere.invalid:80')
  expect([verdict, detail?.split(' (')[0]?.split(':')[0]]).toEqual(['unmeasured', 'name not resolved'])
})

test.each(['db', 'db:', 'db:99999', ':80', '::1:80', 'db:80x', 'http://db:80'])('%s is no address', async (tcp) => {
  expect(await probe(tcp)).toMatchObject({
    verdict: 'unmeasured',
    detail: 'not an address of the form host:port',
  })
})
