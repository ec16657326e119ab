import { checkInUrl, type Report, topics } from '@relevo/core/protocol'
import { connectAsync } from 'mqtt'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) })
  server = await serverInTemp()
  await server.release('r1')
})
afterEach(async () => {
  await server.remove()
  vi.useRealTimers()
})

const at = topics('intercom')
const MINUTE = 60_000
const checkIn = async (tablet: string, said: Partial<Report> = {}) => {
  vi.setSystemTime(Date.now() + 1_000)
  await fetch(checkInUrl(`${server.url}/config/version.json`, { tablet, release: 'r1', ...said }))
}
const patch = (id: string, body: object) => server.call('PATCH', `/api/tablets/${id}`, body)
const merge = (id: string, into: string) => server.call('POST', `/api/tablets/${id}/merge`, { into })
const forget = (id: string) => server.call('DELETE', `/api/tablets/${id}`)
const tablet = async (id: string) => (await server.call('GET', `/api/tablets/${id}`)).body
const ids = async () => (await server.call('GET', '/api/tablets')).body.data.map(({ id }: { id: string }) => id)
const history = async (id: string) => {
  const { data } = (await server.call('GET', `/api/events?tablet=${id}&limit=1000`)).body
  return data.map(({ type, subject }: { type: string; subject: { id: string } }) => `${type} ${subject.id}`)
}

/** Connected as a tablet, with its last report retained. */
async function onLine(id: string, more: Partial<Report> = {}) {
  const will = {
    topic: at.status(id),
    payload: JSON.stringify({ online: false, tablet: id }),
    qos: 1,
    retain: true,
  } as const
  const client = await connectAsync(`mqtt://127.0.0.1:${server.running.mqttPort}`, { clientId: id, will })
  const report = { tablet: id, online: true, release: 'r1', phase: 'current', ...more }
  await client.publishAsync(at.status(id), JSON.stringify(report), { qos: 1, retain: true })
  return client
}

/** What the broker still tells of tablets, by topic. */
async function retained(): Promise<string[]> {
  const login = { clientId: 'watcher', username: 'relevo', password: 'test-token' }
  const watcher = await connectAsync(`mqtt://127.0.0.1:${server.running.mqttPort}`, login)
  const found: string[] = []
  const told = new Promise<void>((resolve) =>
    watcher.on('message', (topic, payload, { retain }) => {
      if (topic === 'end') resolve()
      else if (retain && payload.length > 0) found.push(topic)
    }),
  )
  await watcher.subscribeAsync([at.status('+'), 'end'])
  await watcher.publishAsync('end', 'x')
  await told
  await watcher.endAsync()
  return found.sort()
}

describe('a forgotten tablet', () => {
  test('is gone with its card and its other names, and from the broker, for good; twice is once', async () => {
    const line = await onLine('hall')
    await checkIn('attic')
    await checkIn('hall')
    await patch('hall', { name: 'Hall', group: 'lobby' })
    await checkIn('old')
    await merge('old', 'hall')
    expect(await retained()).toEqual([at.status('hall')])
    expect((await forget('old')).body.data).toEqual({ id: 'hall', duplicate: false })
    expect(await retained()).toEqual([])
    expect((await forget('hall')).body.data).toEqual({ id: 'hall', duplicate: true })
    await server.restart()
    expect(await ids()).toEqual(['attic'])
    for (const id of ['hall', 'old']) expect((await tablet(id)).error.code).toBe('tablet-unknown')
    expect(await history('hall')).toEqual([
      'tablet-new hall',
      'tablet-changed hall',
      'tablet-merged hall',
      'tablet-forgotten hall',
    ])
    await line.endAsync(true)
  })

  test('comes back as a new one with its next report, and a sign of life alone is none', async () => {
    const line = await onLine('hall')
    await expect.poll(ids).toEqual(['hall'])
    await patch('hall', { name: 'Hall' })
    await forget('hall')
    await line.endAsync(true)
    expect(await ids()).toEqual([])
    await checkIn('hall')
    expect((await tablet('hall')).data).not.toHaveProperty('name')
    expect(await history('hall')).toEqual([
      'tablet-new hall',
      'tablet-changed hall',
      'tablet-forgotten hall',
      'tablet-new hall',
    ])
  })
})

describe('two tablets that are one', () => {
  test('have one history, one card and the later report, by both names, also after a restart', async () => {
    await checkIn('old', { phase: 'backing_off', target: 'r2', error: 'network' })
    await patch('old', { name: 'Old', group: 'lobby', tags: ['a'] })
    await checkIn('hall', { release: 'r0' })
    await patch('hall', { name: 'Hall', tags: ['b'] })
    const { status, body } = await merge('old', 'hall')
    const { data } = await tablet('hall')
    expect([status, body.data]).toEqual([200, data])
    expect(data).toMatchObject({
      id: 'hall',
      aliases: ['old'],
      name: 'Hall',
      group: 'lobby',
      tags: ['a', 'b'],
      release: 'r0',
      error: { code: 'network' },
      firstSeen: '2026-01-01T00:00:01.000Z',
    })
    await server.restart()
    expect([(await tablet('old')).data, await ids()]).toEqual([data, ['hall']])
    await checkIn('old')
    expect([(await tablet('hall')).data.release, await ids()]).toEqual(['r1', ['hall']])
    const both = [
      'tablet-new old',
      'tablet-error old',
      'tablet-changed old',
      'tablet-new hall',
      'tablet-changed hall',
      'tablet-merged hall',
      'tablet-release hall',
    ]
    expect(await history('hall')).toEqual(both)
    expect(await history('old')).toEqual(both)
  })

  test('are so once, and nothing is its own other name', async () => {
    for (const id of ['a', 'b', 'c']) await checkIn(id)
    await merge('a', 'b')
    const { count } = (await server.call('GET', '/api/events')).body
    expect((await merge('a', 'b')).status).toBe(200)
    expect((await merge('b', 'a')).body.data).toMatchObject({ id: 'b', aliases: ['a'] })
    expect((await server.call('GET', '/api/events')).body.count).toBe(count)
    expect((await merge('b', 'c')).body.data).toMatchObject({ id: 'c', aliases: ['a', 'b'] })
    expect((await merge('b', 'b')).body.error.code).toBe('invalid-input')
    expect((await merge('nobody', 'c')).body.error).toMatchObject({ code: 'tablet-unknown', detail: 'nobody' })
    expect((await merge('c', 'nobody')).body.error).toMatchObject({ code: 'tablet-unknown', detail: 'nobody' })
    expect((await merge('c', 'a b')).body.error.code).toBe('invalid-input')
    expect(await ids()).toEqual(['c'])
  })

  test('are heard on the line of either, and lost with it', async () => {
    await checkIn('hall')
    const line = await onLine('old')
    await expect.poll(ids).toEqual(['hall', 'old'])
    await merge('old', 'hall')
    expect(await retained()).toEqual([])
    const presence = async () => (await tablet('hall')).data.presence
    expect(await presence()).toBe('online')
    line.stream.destroy()
    await expect.poll(presence).toBe('offline')
  })

  test('were told to stay by both names', async () => {
    await checkIn('hall')
    await checkIn('old')
    await server.release('r2')
    await merge('old', 'hall')
    for (let i = 0; i < 5; i++) await checkIn('old', { phase: 'switching', target: 'r2' })
    await checkIn('hall')
    for (const id of ['old', 'hall']) {
      const answer = await fetch(checkInUrl(`${server.url}/config/version.json`, { tablet: id, release: 'r1' }))
      expect(await answer.json()).toMatchObject({ version: 'r1' })
    }
  })
})

describe('a tablet whose launch URL was given a name', () => {
  test('is the same tablet, with its card, its first time and its history, also after a restart', async () => {
    await checkIn('tablet-1f', { phase: 'backing_off', target: 'r2', error: 'network' })
    await patch('tablet-1f', { name: 'Hall', pin: 'r1' })
    const before = (await tablet('tablet-1f')).data
    await checkIn('hall', { was: 'tablet-1f' })
    await server.restart()
    expect(await ids()).toEqual(['hall'])
    expect((await tablet('tablet-1f')).data).toMatchObject({
      ...{ id: 'hall', aliases: ['tablet-1f'], name: 'Hall', pin: 'r1' },
      ...{ firstSeen: before.firstSeen, error: before.error },
    })
    expect(await history('hall')).toEqual([
      'tablet-new tablet-1f',
      'tablet-error tablet-1f',
      'tablet-changed tablet-1f',
      'tablet-renamed hall',
    ])
    await checkIn('hall', { was: 'tablet-1f' })
    expect(await history('hall')).toHaveLength(4)
  })

  test('says so on its line too', async () => {
    const first = await onLine('tablet-1f')
    await expect.poll(ids).toEqual(['tablet-1f'])
    await first.endAsync(true)
    await expect.poll(async () => (await tablet('tablet-1f')).data.presence).toBe('offline')
    const second = await onLine('hall', { was: 'tablet-1f' })
    await expect.poll(ids).toEqual(['hall'])
    await second.endAsync(true)
  })

  test('that lies takes nothing from a tablet that is there', async () => {
    const line = await onLine('honest')
    await expect.poll(ids).toEqual(['honest'])
    await checkIn('polite')
    await patch('honest', { pin: 'r1' })
    await patch('polite', { name: 'Polite' })
    await checkIn('liar', { was: 'honest' })
    await checkIn('liar', { was: 'polite' })
    vi.setSystemTime(Date.now() + 5 * MINUTE)
    await checkIn('polite')
    await server.restart()
    expect(await ids()).toEqual(['honest', 'liar', 'polite'])
    expect((await tablet('honest')).data.pin).toBe('r1')
    expect((await tablet('polite')).data).toMatchObject({ id: 'polite', name: 'Polite' })
    expect(await history('polite')).toEqual(['tablet-new polite', 'tablet-changed polite', 'tablet-parted polite'])
    await line.endAsync(true)
  })

  test('is new when the name it had means nothing', async () => {
    await fetch(`${server.url}/config/version.json?tablet=hall&release=r1&was=a/b`)
    await checkIn('attic', { was: 'nobody' })
    expect(await ids()).toEqual(['attic', 'hall'])
  })
})

test('to forget takes the scope of the environment it is in; of nothing there is nothing to forget', async () => {
  await checkIn('hall')
  const as = async (scope: string) => {
    const { body } = await server.call('POST', '/api/tokens', { name: scope, scopes: [scope] })
    const headers = { authorization: `Bearer ${body.data.token}` }
    return (await fetch(`${server.url}/api/tablets/hall`, { method: 'DELETE', headers })).status
  }
  expect(await as('read')).toBe(403)
  expect(await as('deploy:staging')).toBe(403)
  expect(await as('deploy:production')).toBe(200)
  expect(await as('read')).toBe(200)
})
