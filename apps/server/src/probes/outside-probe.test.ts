import { createServer as createSecure } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { httpEndpoint } from '../testing/http-endpoint.ts'
import { createOutsideProbe } from './outside-probe.ts'
import { selfSigned } from './testing/self-signed.ts'

const { get: look } = createOutsideProbe()

test('tells of the second answer, which a cache would give from what it kept of the first', async () => {
  const endpoint = await httpEndpoint((_, nth) => ({
    status: 200,
    headers: { 'x-cache': nth > 1 ? 'HIT' : 'MISS' },
    body: `${nth}`,
  }))
  const { file, certificate } = await look(`${endpoint.url}/config/version.json`, 5_000)
  expect(file).toMatchObject({ status: 200, headers: { 'x-cache': 'HIT' }, text: '2' })
  expect(certificate).toBeUndefined()
})

test('a certificate that nobody vouches for is told of, and what is behind it is seen', async () => {
  const { key, cert } = selfSigned()
  const server = createSecure({ key, cert }, (_, response) => void response.end('x'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const { file, certificate } = await look(`https://localhost:${port}/`, 5_000)
  expect(file).toMatchObject({ status: 200, text: 'x' })
  expect(certificate).toEqual({ trouble: expect.stringContaining('signed by itself'), validTo: Date.UTC(2099, 0, 1) })
})

test('what does not answer is told of within its time, and never thrown', async () => {
  const silent = await httpEndpoint(() => 'hang')
  expect(await look(silent.url, 200)).toEqual({ file: { url: silent.url, failed: 'no answer within 0.2 s' } })
  const endless = await httpEndpoint(() => ({ status: 200, body: 'x'.repeat(5 * 1024 * 1024) }))
  expect(await look(endless.url, 5_000)).toMatchObject({ file: { failed: expect.stringContaining('more than') } })
  expect(await look('http://127.0.0.1:1/', 5_000)).toMatchObject({ file: { failed: 'ECONNREFUSED' } })
})
