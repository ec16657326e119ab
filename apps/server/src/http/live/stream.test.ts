import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { serverInTemp, type TestServer, TOKEN } from '../../testing/server-in-temp.ts'
import { type Message, readStream, type StreamClient } from '../../testing/stream-client.ts'

const BEARER = { authorization: `Bearer ${TOKEN}` }
const STREAM = '/api/events/stream'

let server: TestServer
let open: StreamClient[]
beforeEach(async () => {
  server = await serverInTemp()
  open = []
  return () => server.remove()
})
afterEach(() => {
  for (const one of open) one.leave()
})

async function follow(query = '', headers: Record<string, string> = BEARER): Promise<StreamClient> {
  const client = await readStream(`${server.url}${STREAM}${query}`, headers)
  open.push(client)
  return client
}

/** The latest line of the log. */
async function latest(): Promise<number> {
  const [{ seq }] = (await server.call('GET', '/api/events?limit=1')).body.data
  return seq
}

const isLog = (message: Message) => message.event === 'log'
const isOf = (type: string) => (message: Message) => isLog(message) && message.data.type === type
const checkIn = (tablet: string, release = 'r1') =>
  fetch(`${server.url}/config/version.json?tablet=${tablet}&release=${release}`)

describe('the stream', () => {
  test('says that it is one, that nothing may keep it, and where it goes on', async () => {
    await server.release('r1')
    const last = await latest()
    const { response, next } = await follow()
    const head = ['content-type', 'cache-control', 'x-accel-buffering'].map((name) => response.headers.get(name))
    expect([response.status, ...head]).toEqual([200, 'text/event-stream', 'no-store', 'no'])
    expect(await next(() => true)).toEqual({ id: `${last}` })
  })

  test('brings what is added to the log within a second, as the list has it, and what changed', async () => {
    await server.release('r1')
    const client = await follow()
    const asked = performance.now()
    await checkIn('hall')
    const message = await client.next(isLog)
    expect(performance.now() - asked).toBeLessThan(1_000)
    const [last] = (await server.call('GET', '/api/events?limit=1')).body.data
    expect(message).toEqual({ event: 'log', id: `${last.seq}`, data: last })
    expect(last.type).toBe('tablet-new')
    await client.next(({ event, data }) => event === 'changed' && data.topics.includes('tablets'))
  })

  test('names what has changed, whoever changed it', async () => {
    const client = await follow()
    const topics = async (topic: string) => client.next(({ data }) => data?.topics?.includes(topic))
    await server.publish('r1', { 'index.html': 'r1' })
    await topics('releases')
    await server.call('POST', '/api/notify-update', { version: 'r1' })
    await topics('environments')
    await server.call('POST', '/api/environments/production/directive', { do: 'reset' })
    await topics('environments')
    await server.call('PATCH', '/api/releases/r1', { blocked: true })
    await topics('releases')
    const { body } = await server.call('GET', '/api/deployments')
    await server.call('POST', `/api/deployments/${body.data[0].id}/health-check`)
    await topics('deployments')
  })

  test('tells also of what is in no list: tokens, sign-ins, webhooks', async () => {
    const client = await follow()
    await server.call('POST', '/api/tokens', { name: 'ci', scopes: ['read'] })
    await client.next(isOf('token-created'))
    await server.call('POST', '/api/session', { token: TOKEN })
    await client.next(isOf('signed-in'))
    await server.publish('r1', { 'index.html': 'r1' })
    await server.call('POST', '/api/webhooks/deploy', { version: 'r1', environment: 'production' })
    await client.next(isOf('webhook-received'))
  })

  test('goes on where a reader was, by Last-Event-ID before `after`, with nothing lost or doubled', async () => {
    await server.release('r1')
    const first = await follow()
    await checkIn('hall')
    const { id = '' } = await first.next(isLog)
    first.leave()
    await checkIn('lobby')
    await checkIn('roof')
    const expected = (await server.call('GET', `/api/events?after=${id}&limit=1000`)).body.data
    for (const again of [
      await follow('', { ...BEARER, 'last-event-id': id }),
      await follow(`?after=${id}`),
      await follow('?after=0', { ...BEARER, 'last-event-id': id }),
    ]) {
      for (const event of expected) expect((await again.next(isLog)).data).toEqual(event)
    }
  })

  test('says that there is a gap when a reader was away for more than 200 lines, and for a line that never was', async () => {
    await server.release('r1')
    const last = await latest()
    for (let i = 0; i < 201; i++) await checkIn(`t-${i}`)
    const upTo = last + 201
    expect(await latest()).toBe(upTo)
    const gap = { event: 'gap', id: `${upTo}` }
    expect(await gapOrLog(`?after=${last}`)).toEqual({ ...gap, data: { after: last, upTo } })
    expect(await gapOrLog(`?after=${last + 1}`)).toMatchObject({ event: 'log', id: `${last + 2}` })
    expect(await gapOrLog('?after=99999')).toEqual({ ...gap, data: { after: 99_999, upTo } })
  })

  test('begins after what somebody has just read in the list, however fresh that is', async () => {
    await server.release('r1')
    for (let i = 0; i < 10; i++) {
      await checkIn(`t-${i}`)
      const client = await follow(`?after=${await latest()}`)
      await checkIn(`u-${i}`)
      expect((await client.next(({ event }) => event === 'log' || event === 'gap')).data.subject?.id).toBe(`u-${i}`)
      client.leave()
    }
  })

  test('holds back what a filter does not let through, and still says how far its reader has come', async () => {
    await server.release('r1')
    await server.release('r2')
    const client = await follow('?type=tablet-release,tablet-new&tablet=hall')
    await checkIn('lobby')
    await checkIn('hall')
    await checkIn('hall', 'r2')
    expect((await client.next(isLog)).data).toMatchObject({ type: 'tablet-new', subject: { id: 'hall' } })
    expect((await client.next(isLog)).data).toMatchObject({ type: 'tablet-release', data: { release: 'r2' } })
    const of = await follow('?after=0&release=r2')
    expect((await of.next(isLog)).data.type).toBe('release-published')
  })
})

describe('who may read it', () => {
  test('whoever has a token or a session', async () => {
    expect((await follow('', {})).response.status).toBe(401)
    const { body } = await server.call('POST', '/api/tokens', { name: 'eyes', scopes: ['read'] })
    expect((await follow('', { authorization: `Bearer ${body.data.token}` })).response.status).toBe(200)
    const { cookie } = await signIn(body.data.token)
    const client = await follow('', { cookie })
    expect(client.response.status).toBe(200)
    await checkIn('hall')
    await client.next(isLog)
  })

  test('as long as the token is good: streams of a revoked one end, and no others', async () => {
    const { body } = await server.call('POST', '/api/tokens', { name: 'eyes', scopes: ['read'] })
    const { cookie } = await signIn(body.data.token)
    const [byToken, bySession, other] = await Promise.all([
      follow('', { authorization: `Bearer ${body.data.token}` }),
      follow('', { cookie }),
      follow(),
    ])
    await server.call('DELETE', `/api/tokens/${body.data.id}`)
    await Promise.all([byToken.over, bySession.over])
    await other.next(isOf('token-revoked'))
    await server.call('POST', '/api/tokens', { name: 'more', scopes: ['read'] })
    await other.next(({ data }) => data?.data?.name === 'more')
  })

  test.each([
    ['?after=x', {}, 400, 'after: '],
    ['?type=tablet-lost', {}, 400, 'type: there is no tablet-lost'],
    ['?topic=tablets', {}, 400, 'querystring: Unrecognized key: "topic"'],
    ['?since=2025-03-30T10:00:00Z&until=2025-03-29T10:00:00Z', {}, 400, 'until: is before since'],
    ['', { 'last-event-id': 'x' }, 400, 'last-event-id: '],
    ['?environment=mars', {}, 404, 'mars'],
  ])('but not with %s and %j', async (query, headers, status, detail) => {
    const response = await fetch(`${server.url}${STREAM}${query}`, { headers: { ...BEARER, ...headers } })
    const { error } = (await response.json()) as { error: { detail: string } }
    expect([response.status, error.detail]).toEqual([status, expect.stringContaining(detail)])
  })

  test('and HEAD is no way to it', async () => {
    const response = await fetch(server.url + STREAM, { method: 'HEAD', headers: BEARER })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET'])
  })
})

test('a server that stops ends its streams at once', async () => {
  const client = await follow()
  await client.next(() => true)
  const asked = performance.now()
  await server.restart()
  expect(performance.now() - asked).toBeLessThan(5_000)
  await client.over
})

test('a connection on which nothing moves for long is not cut while it is a stream', async () => {
  await server.restart({ idle: 50 })
  const client = await follow()
  const silent = connect(Number(new URL(server.url).port), '127.0.0.1')
  await once(silent, 'close') // cut, and it came later
  await checkIn('hall')
  await client.next(isLog)
})

async function gapOrLog(query: string): Promise<Message> {
  return (await follow(query)).next(({ event }) => event === 'gap' || event === 'log')
}

async function signIn(token: string) {
  const response = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' }
}
