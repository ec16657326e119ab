import { connect as connectTls } from 'node:tls'
import mqtt from 'mqtt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpEndpoint } from '../testing/http-endpoint.ts'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
beforeAll(async () => {
  server = await serverInTemp()
  await server.release('r1', { 'index.html': '<!doctype html>', 'sw.js': '//' })
})
afterAll(() => server.remove())

async function found(check: string, query = '') {
  const { status, body } = await server.call('GET', `/api/doctor${query}`)
  expect([status, body.count]).toEqual([200, body.data.length])
  return body.data.filter((one: { check: string }) => one.check === check)
}

test('who was refused by the broker is found, with the cure, until it comes in', async () => {
  expect(await found('mqtt-login')).toMatchObject([{ verdict: 'unmeasured' }])
  const url = `mqtt://127.0.0.1:${server.running.mqttPort}`
  const login = { clientId: 'attic', username: 'relevo', password: 'wrong', reconnectPeriod: 0 }
  await expect(mqtt.connectAsync(url, login)).rejects.toThrow()
  expect(await found('mqtt-login')).toMatchObject([{ verdict: 'found', subject: 'attic', do: expect.any(String) }])
  const tls = connectTls({ port: server.running.mqttPort ?? 0, host: '127.0.0.1' })
  await new Promise<void>((resolve) => tls.on('error', () => resolve()).on('close', () => resolve()))
  expect(await found('mqtt-port')).toMatchObject([{ verdict: 'found', message: expect.stringContaining('TLS') }])
  const client = await mqtt.connectAsync(url, { clientId: 'attic' })
  expect(await found('mqtt-login')).toMatchObject([{ verdict: 'well' }])
  await client.endAsync()
})

test('without a public address it says that it could not look', async () => {
  expect(await found('version-json')).toMatchObject([
    { verdict: 'unmeasured', message: expect.stringContaining('RELEVO_PUBLIC_URL') },
  ])
})

test('a proxy that caches is found by the public address; itself it is well; and nobody is kept waiting for it', async () => {
  const proxy = await httpEndpoint(({ path }) => ({
    status: 200,
    headers: { 'content-type': path.endsWith('.json') ? 'application/json' : 'text/html', age: '60' },
    body: '{"version":"r0"}',
  }))
  await server.restart({ publicUrl: proxy.url })
  expect(await found('version-json')).toMatchObject([
    { verdict: 'found', subject: `${proxy.url}/config/version.json`, message: expect.stringContaining('60 s old') },
    { verdict: 'found', message: expect.stringContaining('r0') },
  ])
  expect(await found('worker-script')).toMatchObject([{ verdict: 'found' }, { verdict: 'found' }, { verdict: 'found' }])
  expect(await found('page', '?probe=false')).toMatchObject([{ verdict: 'unmeasured' }])
  expect(proxy.arrived.length).toBe(12)
  expect((await server.call('GET', '/api/doctor?probe=maybe')).status).toBe(400)

  const { port } = server.running
  await server.restart({ publicUrl: `http://127.0.0.1:${port}`, port })
  for (const check of ['version-json', 'page']) expect(await found(check)).toMatchObject([{ verdict: 'well' }])
  // The test publishes it as such, and no browser would run it.
  expect(await found('worker-script')).toMatchObject([{ message: expect.stringContaining('application/octet-stream') }])
})

test('who stands before the door is found, and so is a door that is open', async () => {
  expect(await found('open-access')).toMatchObject([{ verdict: 'found' }])
  await server.restart({ access: 'enrolled' })
  expect(await found('open-access')).toMatchObject([{ verdict: 'well' }])
  expect(await found('strangers')).toMatchObject([{ verdict: 'well' }])
  await fetch(`${server.url}/config/version.json?tablet=attic&release=r1`)
  expect(await found('strangers')).toMatchObject([{ verdict: 'found', subject: 'attic' }])
})
