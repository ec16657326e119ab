import { readConfig } from '@relevo/config'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { httpEndpoint } from '../testing/http-endpoint.ts'
import { OFFLINE, withAlerts } from '../testing/seeded-alert.ts'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
beforeAll(async () => {
  server = await serverInTemp()
})
afterAll(() => server.remove())

const SKEW = {
  ...OFFLINE,
  rule: 'skew',
  environment: 'staging',
  state: { phase: 'resolved', since: 1, firedAt: 2, resolvedAt: 3, toldAt: 2 },
  alert: { ...OFFLINE.alert, id: 'a2', rule: 'skew', environment: 'staging', resolvedAt: 3 },
} as const

const FIRING = {
  id: 'a1',
  rule: 'offline',
  environment: 'production',
  state: 'firing',
  since: '1970-01-01T00:00:01.000Z',
  firedAt: '1970-01-01T00:00:02.000Z',
  value: 0.25,
  threshold: 0.2,
  samples: 100,
  text: '25 of 100 are offline. Check power.',
}

describe('GET /api/alerts', () => {
  beforeAll(() => withAlerts(server, [OFFLINE, SKEW]))

  test('lists what fires, then what is over, each with what was measured and what to do', async () => {
    const { status, body } = await server.call('GET', '/api/alerts')
    expect([status, body.success, body.count]).toEqual([200, true, 2])
    expect(body.data).toEqual([
      FIRING,
      {
        ...FIRING,
        id: 'a2',
        rule: 'skew',
        environment: 'staging',
        state: 'resolved',
        resolvedAt: '1970-01-01T00:00:00.003Z',
        text: '25 of 100 are offline.',
      },
    ])
  })

  test.each([
    ['state=firing', ['a1']],
    ['state=resolved', ['a2']],
    ['environment=staging', ['a2']],
    ['environment=staging&state=firing', []],
    ['limit=1', ['a1']],
    ['offset=1', ['a2']],
  ])('?%s has %o', async (query, ids) => {
    const { body } = await server.call('GET', `/api/alerts?${query}`)
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual(ids)
  })

  test.each([
    ['state=pending', 400, 'invalid-input'],
    ['environment=mars', 404, 'environment-unknown'],
    ['limit=0', 400, 'invalid-input'],
  ])('?%s is refused', async (query, status, code) => {
    const { body, ...answer } = await server.call('GET', `/api/alerts?${query}`)
    expect([answer.status, body.error.code]).toEqual([status, code])
  })
})

const post = (deed: string, body?: unknown, id = 'a1') => server.call('POST', `/api/alerts/${id}/${deed}`, body)
const firing = async () => (await server.call('GET', '/api/alerts?state=firing')).body.data

describe('POST /api/alerts/:id', () => {
  beforeEach(() => withAlerts(server, [OFFLINE, SKEW]))

  test('acknowledge: the first one to say so stays, over a restart too, and it is in the log', async () => {
    const first = await post('acknowledge', { note: 'a power cut' })
    expect(first.body.data).toEqual({
      ...FIRING,
      acknowledged: { at: expect.stringMatching(/^2.*Z$/), by: 'root', note: 'a power cut' },
    })
    expect(await post('acknowledge', { note: 'no, a fuse' })).toEqual(first)
    expect(await post('acknowledge')).toEqual(first)
    await server.restart()
    expect(await firing()).toEqual([first.body.data])
    const { body } = await server.call('GET', '/api/events')
    expect(body.data.filter(({ type }: { type: string }) => type.startsWith('alert-'))).toEqual([
      expect.objectContaining({
        type: 'alert-acknowledged',
        environment: 'production',
        actor: 'root',
        subject: { kind: 'alert', id: 'a1' },
        data: { rule: 'offline', note: 'a power cut' },
      }),
    ])
  })

  test('acknowledge of what is over is refused, and says since when', async () => {
    const { status, body } = await post('acknowledge', undefined, 'a2')
    expect([status, body.error.code, body.error.detail]).toEqual([409, 'alert-resolved', '1970-01-01T00:00:00.003Z'])
  })

  test('silence and unsilence: twice is once', async () => {
    const first = await post('silence', { seconds: 3_600 })
    const until = Date.parse(first.body.data.silencedUntil)
    expect(Math.abs(until - Date.now() - 3_600_000)).toBeLessThan(5_000)
    expect(await post('silence', { seconds: 3_600 })).toEqual(first)
    await server.restart()
    expect(await firing()).toEqual([first.body.data])
    for (let click = 0; click < 2; click += 1)
      expect(await post('unsilence')).toEqual({ status: 200, body: { success: true, data: FIRING } })
    const { body } = await server.call('GET', '/api/events')
    expect(body.data.slice(-2).map(({ data }: { data: object }) => data)).toEqual([
      { rule: 'offline', until: first.body.data.silencedUntil },
      { rule: 'offline', lifted: true },
    ])
  })

  test('takes the scope of the environment that the alert is of', async () => {
    const statusOf = async (scope: string, method: string, path: string) => {
      const made = await server.call('POST', '/api/tokens', { name: scope, scopes: [scope] })
      const headers = { authorization: `Bearer ${made.body.data.token}`, 'content-type': 'application/json' }
      const body = method === 'POST' ? '{"seconds":60}' : undefined
      return (await fetch(server.url + path, { method, headers, ...(body && { body }) })).status
    }
    for (const deed of ['acknowledge', 'silence', 'unsilence']) {
      const path = `/api/alerts/a1/${deed}`
      const statuses = ['read', 'notify', 'deploy:staging', 'approve:production'].map((scope) =>
        statusOf(scope, 'POST', path),
      )
      expect([deed, await Promise.all(statuses)]).toEqual([deed, [403, 403, 403, 403]])
      expect(await statusOf('deploy:production', 'POST', path)).toBe(200)
    }
    expect(await statusOf('read', 'GET', '/api/alerts')).toBe(200)
  })
})

describe('what is refused', () => {
  beforeAll(() => withAlerts(server))

  test.each([
    ['acknowledge', { note: 'x'.repeat(257) }, 400, 'invalid-input'],
    ['acknowledge', { note: 'a\u0000b' }, 400, 'invalid-input'],
    ['silence', undefined, 400, 'invalid-input'],
    ['silence', {}, 400, 'invalid-input'],
    ['silence', { seconds: 0 }, 400, 'invalid-input'],
    ['silence', { seconds: 1.5 }, 400, 'invalid-input'],
    ['silence', { seconds: 2_592_001 }, 400, 'invalid-input'],
    ['mute', {}, 404, 'not-found'],
  ])('%s with %o is refused, and changes nothing', async (deed, body, status, code) => {
    const answer = await post(deed, body)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
    expect(await firing()).toEqual([FIRING])
  })

  test.each(['acknowledge', 'silence', 'unsilence'])('%s of an alert there is not is refused', async (deed) => {
    const { status, body } = await post(deed, { seconds: 60 }, 'a9')
    expect([status, body.error.code, body.error.detail]).toEqual([404, 'alert-unknown', 'a9'])
  })
})

test('a server looks at its fleet by itself, and tells people when an alert is over', async () => {
  const slack = await httpEndpoint()
  const alerts = { ...readConfig({ env: {} }).config.alerts, offline: false } as const
  await withAlerts(server, [OFFLINE], {
    alerts,
    notices: { slack: { url: slack.url } },
    publicUrl: 'https://relevo.example',
  })
  await slack.has(1)
  expect(JSON.parse(slack.arrived[0]?.body ?? '').attachments[0]).toMatchObject({
    title: 'production: offline is not looked at any more',
    title_link: 'https://relevo.example/dashboard/#alerts',
  })
  expect((await server.call('GET', '/api/alerts')).body.data).toContainEqual(
    expect.objectContaining({ id: 'a1', state: 'resolved' }),
  )
})
