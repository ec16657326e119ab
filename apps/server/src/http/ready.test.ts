import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer | undefined
afterEach(async () => {
  await server?.remove()
  server = undefined
})

interface Answer {
  status: string
  timestamp: string
  checks: { name: string; status: string; ms: number; detail?: string }[]
}
async function ready(url = server?.url): Promise<{ code: number; cache: string | null; body: Answer; text: string }> {
  const response = await fetch(`${url}/health/ready`)
  const text = await response.text()
  return { code: response.status, cache: response.headers.get('cache-control'), body: JSON.parse(text), text }
}

test('a server that is well says so of each of its parts, without a token, and tells nothing more', async () => {
  server = await serverInTemp()
  const { code, cache, body, text } = await ready()
  expect([code, cache]).toEqual([200, 'no-store'])
  expect(new Date(body.timestamp).toISOString()).toBe(body.timestamp)
  expect(body.checks.map(({ name }) => name)).toEqual(['database', 'broker', 'disk', 'memory', 'event-loop', 'storms'])
  expect(body.checks.slice(0, 2).map(({ status }) => status)).toEqual(['ok', 'ok'])
  expect(body.checks.every(({ ms }) => Number.isInteger(ms) && ms >= 0)).toBe(true)
  const isWell = body.checks.every(({ status }) => status === 'ok') // the disk of a developer may be rather full
  expect(body.status).toBe(isWell ? 'ready' : 'degraded')
  expect(text).not.toContain(server.data)
  expect(text).not.toMatch(/needed|stack/)
})

test('a service that does not answer degrades the server and does not stop it; its address is not told', async () => {
  const service = createServer(({ url }, response) =>
    response.writeHead(url === '/health' ? 503 : 204).end('secret words'),
  )
  service.listen(0, '127.0.0.1')
  await once(service, 'listening')
  const { port } = service.address() as AddressInfo
  const address = `http://127.0.0.1:${port}`
  server = await serverInTemp({
    services: [
      { name: 'intercom', http: `${address}/health` },
      { name: 'door', http: `${address}/door` },
      { name: 'nobody', http: 'http://nowhere.invalid/' },
    ],
  })
  const { code, body, text } = await ready()
  service.close()
  expect([code, body.status]).toEqual([200, 'degraded'])
  expect(body.checks.slice(6).map(({ name, status }) => [name, status])).toEqual([
    ['intercom', 'warn'],
    ['door', 'ok'],
    ['nobody', 'unmeasured'],
  ])
  expect(body.checks[6]?.detail).toBe('status 503 instead of a 2xx')
  expect(text).not.toMatch(/127\.0\.0\.1|secret words/)
})

test('a server whose data folder is gone is not ready, and does not say where it was', async () => {
  server = await serverInTemp()
  await rm(server.data, { recursive: true })
  const { code, body, text } = await ready()
  const disk = body.checks.find(({ name }) => name === 'disk')
  expect([code, body.status, disk?.status, disk?.detail]).toEqual([503, 'not-ready', 'fail', 'does not work (ENOENT)'])
  expect(text).not.toContain(server.data)
  await server.restart() // makes the folder again, so that it can be removed
})
