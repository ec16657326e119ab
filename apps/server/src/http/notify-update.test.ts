import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serverInTemp, type TestServer, TOKEN } from '../testing/server-in-temp.ts'

let server: TestServer
beforeAll(async () => {
  server = await serverInTemp()
  await server.publish('20250330-a1b2c3d', { 'index.html': 'one' })
  await server.publish('20250331-b2c3d4e', { 'index.html': 'two' })
})
afterAll(() => server.remove())

const notify = (body: unknown) => server.call('POST', '/api/notify-update', body)
const environment = async () => (await server.call('GET', '/api/environments')).body.data[0]
const events = async () => (await server.call('GET', '/api/events')).body

describe('a call that cannot be carried out changes nothing and says why', () => {
  const json = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
  const good = '{"version":"20250330-a1b2c3d","force":false}'
  test.each<[string, Record<string, string>, string, number, string, RegExp | undefined]>([
    ['no token', { 'content-type': 'application/json' }, good, 401, 'unauthorized', undefined],
    ['a wrong token', { ...json, authorization: 'Bearer wrong' }, good, 401, 'unauthorized', undefined],
    ['another scheme', { ...json, authorization: `Basic ${TOKEN}` }, good, 401, 'unauthorized', undefined],
    ['broken JSON', json, '{"version":', 400, 'invalid-json', undefined],
    ['an empty body', json, '', 400, 'invalid-json', undefined],
    ['a list', json, '[]', 400, 'invalid-input', /^body/],
    ['no version', json, '{}', 400, 'invalid-input', /^version/],
    ['a number as version', json, '{"version":7}', 400, 'invalid-input', /^version/],
    ['a version that is a path', json, '{"version":"../x"}', 400, 'invalid-input', /^version/],
    ['a text as force', json, '{"version":"20250330-a1b2c3d","force":"yes"}', 400, 'invalid-input', /^force/],
    ['a version nobody published', json, '{"version":"nobody"}', 404, 'release-unknown', /^nobody/],
    [
      'an unknown environment',
      json,
      '{"version":"20250330-a1b2c3d","environment":"mars"}',
      404,
      'environment-unknown',
      /^mars/,
    ],
    [
      'a form',
      { ...json, 'content-type': 'application/x-www-form-urlencoded' },
      'version=1',
      415,
      'unsupported-type',
      undefined,
    ],
    ['plain text', { ...json, 'content-type': 'text/plain' }, good, 415, 'unsupported-type', undefined],
    ['an endless body', json, `{"version":"${'x'.repeat(70_000)}"}`, 413, 'body-too-large', undefined],
  ])('%s', async (_name, headers, body, status, code, detail) => {
    const before = [await environment(), await events()]
    const response = await fetch(`${server.url}/api/notify-update`, { method: 'POST', headers, body })
    const { success, error } = (await response.json()) as { success: boolean; error: Record<string, string> }
    expect([response.status, success, error.code]).toEqual([status, false, code])
    expect(error.message).toMatch(/\.$/)
    expect(error.do).toMatch(/\.$/)
    if (detail) expect(error.detail).toMatch(detail)
    expect([await environment(), await events()]).toEqual(before)
  })
})

test('the call of CI makes a release current, once, and a repeat is answered with the first result', async () => {
  const first = await notify({ version: '20250330-a1b2c3d', force: false })
  expect(first).toMatchObject({
    status: 200,
    body: {
      success: true,
      data: { environment: 'production', version: '20250330-a1b2c3d', force: false, duplicate: false, tablets: 0 },
    },
  })
  expect(first.body.data.changedAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
  const { count } = await events()

  const again = await notify({ version: '20250330-a1b2c3d', force: false })
  expect(again.body.data).toEqual({ ...first.body.data, duplicate: true })
  expect((await events()).count).toBe(count)
  expect(await environment()).toEqual({
    rules: expect.objectContaining({ deployer: 'hosted', plan: { strategy: 'all' } }),
    name: 'production',
    current: '20250330-a1b2c3d',
    blocked: false,
    desired: '20250330-a1b2c3d',
    deployment: first.body.data.deployment.id,
    force: false,
    changedAt: first.body.data.changedAt,
  })
})

test('another force, another version and a retry are news; a retry is kept until another release is current', async () => {
  const forced = await notify({ version: '20250330-a1b2c3d', force: true })
  expect(forced.body.data).toMatchObject({ force: true, duplicate: false })

  await notify({ version: '20250330-a1b2c3d', force: true, retry: true })
  const { retry } = await environment()
  expect(retry).toMatch(/\S{8,}/)
  await notify({ version: '20250330-a1b2c3d', force: true, retry: true })
  expect((await environment()).retry).not.toBe(retry)

  const other = await notify({ version: '20250331-b2c3d4e', notes: 'Nuevo timbre' })
  expect(other.body.data).toMatchObject({ version: '20250331-b2c3d4e', force: false, duplicate: false })
  expect(await environment()).toMatchObject({ current: '20250331-b2c3d4e', notes: 'Nuevo timbre' })
  expect(await environment()).not.toHaveProperty('retry')
  expect((await events()).data.at(-1)).toMatchObject({
    type: 'release-current',
    environment: 'production',
    subject: { kind: 'environment', id: 'production' },
    data: { version: '20250331-b2c3d4e', previous: '20250330-a1b2c3d', force: false, notes: 'Nuevo timbre' },
  })
})

test('two calls at once for one release are one change', async () => {
  const becameCurrent = async () =>
    (await events()).data.filter(({ type }: { type: string }) => type === 'release-current').length
  const before = await becameCurrent()
  const both = await Promise.all([1, 2].map(() => notify({ version: '20250330-a1b2c3d' })))
  expect(both.map(({ body }) => body.data.duplicate).sort()).toEqual([false, true])
  expect(new Set(both.map(({ body }) => body.data.deployment.id)).size).toBe(1)
  expect(await becameCurrent()).toBe(before + 1)
})

test('what is current survives a restart', async () => {
  await notify({ version: '20250331-b2c3d4e', force: true })
  const before = await environment()
  await server.restart()
  expect(await environment()).toEqual(before)
})
