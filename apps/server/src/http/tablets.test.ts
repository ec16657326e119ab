import { checkInUrl, type Report } from '@relevo/core/protocol'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

const DAY = 24 * 3_600_000

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

const checkIn = async (tablet: string, said: Partial<Report> = {}) => {
  const answer = await fetch(checkInUrl(`${server.url}/config/version.json`, { tablet, release: 'r1', ...said }))
  expect(answer.status).toBe(200)
}
const patch = (id: string, body: object) => server.call('PATCH', `/api/tablets/${id}`, body)
const tablet = async (id: string) => (await server.call('GET', `/api/tablets/${id}`)).body.data
const ids = async (query: string) => {
  const { data, count } = (await server.call('GET', `/api/tablets?${query}`)).body
  return [data.map(({ id }: { id: string }) => id).join(' '), count]
}
const changes = async (id: string) => {
  const { data } = (await server.call('GET', `/api/events?tablet=${id}&limit=1000`)).body
  return data.filter(({ type }: { type: string }) => type === 'tablet-changed')
}

describe('what people say of a tablet', () => {
  const said = { name: 'Hall', group: 'lobby', tags: ['floor-1', 'east'], notes: 'Two\nlines', pin: 'r1' }

  test('is shown with it, whatever it reports, also after a restart', async () => {
    await checkIn('hall')
    const { status, body } = await patch('hall', said)
    expect([status, body.data]).toEqual([200, { ...(await tablet('hall')), ...said, tags: ['east', 'floor-1'] }])
    await checkIn('hall', { phase: 'downloading', target: 'r2' })
    await server.restart()
    expect(await tablet('hall')).toMatchObject({ ...said, tags: ['east', 'floor-1'], phase: 'downloading' })
  })

  test('stays where it is not mentioned, and is taken back by null', async () => {
    await checkIn('hall')
    await patch('hall', said)
    await patch('hall', { name: 'Porch', tags: null, pin: null })
    const after = await tablet('hall')
    expect(after).toMatchObject({ name: 'Porch', group: 'lobby', notes: 'Two\nlines', tags: [] })
    expect(after).not.toHaveProperty('pin')
  })

  test('is in the log once, with who said it', async () => {
    await checkIn('hall')
    const { body } = await server.call('POST', '/api/tokens', { name: 'ana', scopes: ['deploy:production'] })
    const headers = { authorization: `Bearer ${body.data.token}`, 'content-type': 'application/json' }
    for (let i = 0; i < 2; i++) {
      const init = { method: 'PATCH', headers, body: JSON.stringify({ group: 'lobby', tags: ['b', 'a'] }) }
      expect((await fetch(`${server.url}/api/tablets/hall`, init)).status).toBe(200)
    }
    expect(await changes('hall')).toMatchObject([
      { actor: `ana (${body.data.id})`, environment: 'production', data: { group: 'lobby', tags: 'a b' } },
    ])
  })

  test.each<[object, number, string]>([
    [{ name: '' }, 400, 'invalid-input'],
    [{ name: 'a\nb' }, 400, 'invalid-input'],
    [{ group: 7 }, 400, 'invalid-input'],
    [{ tags: ['a b'] }, 400, 'invalid-input'],
    [{ tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }, 400, 'invalid-input'],
    [{ notes: 'x'.repeat(4_001) }, 400, 'invalid-input'],
    [{ pin: '../r1' }, 400, 'invalid-input'],
    [{ colour: 'red' }, 400, 'invalid-input'],
    [{ name: 'Hall', pin: 'r9' }, 404, 'release-unknown'],
    [{ name: 'Hall', pin: 'bad' }, 409, 'release-blocked'],
  ])('%j is refused and changes nothing', async (body, status, code) => {
    await checkIn('hall')
    await server.publish('bad', { 'index.html': 'bad' })
    await server.call('PATCH', '/api/releases/bad', { blocked: true })
    const before = await tablet('hall')
    const answer = await patch('hall', body)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
    expect(await tablet('hall')).toEqual(before)
    expect(await changes('hall')).toEqual([])
  })

  test('of a tablet nobody heard of is refused', async () => {
    expect((await patch('nobody', { name: 'x' })).body.error.code).toBe('tablet-unknown')
  })
})

describe('a list of tablets', () => {
  beforeEach(async () => {
    await checkIn('a', { release: 'r0' })
    await checkIn('b')
    await checkIn('c', { phase: 'stuck', target: 'r1', error: 'incompatible', release: 'r0' })
    await checkIn('d')
    await patch('a', { name: 'Zoo', group: 'lobby', tags: ['qa'] })
    await patch('b', { name: 'Attic', group: 'lobby', notes: 'near the LIFT' })
    await patch('d', { group: 'cellar', tags: ['qa', 'new'] })
  })

  test.each([
    ['group=lobby', 'a b'],
    ['tag=qa', 'a d'],
    ['tag=qa&group=lobby', 'a'],
    ['release=r0', 'a c'],
    ['desired=r1', 'a b c d'],
    ['desired=r0', ''],
    ['phase=stuck', 'c'],
    ['stuck=false&tag=qa', 'a d'],
    ['behind=true', 'a c'],
    ['behind=false', 'b d'],
    ['presence=online', 'a b c d'],
    ['presence=stale', ''],
    ['environment=production', 'a b c d'],
    ['environment=staging', ''],
    ['q=lift', 'b'],
    ['q=ZOO', 'a'],
    ['q=d', 'd'],
    ['q=', 'a b c d'],
  ])('%s has %s', async (query, found) => {
    expect(await ids(query)).toEqual([found, found === '' ? 0 : found.split(' ').length])
  })

  test('comes in pages, and counts all it is about', async () => {
    expect(await ids('limit=2&offset=1')).toEqual(['b c', 4])
    expect(await ids('limit=2&offset=3&sort=name')).toEqual(['d', 4])
    expect(await ids('offset=9')).toEqual(['', 4])
  })

  test('is in the order that is asked for', async () => {
    vi.setSystemTime(Date.now() + 1_000)
    await checkIn('b')
    vi.setSystemTime(Date.now() + 1_000)
    await checkIn('d', { release: 'r0' })
    expect(await ids('sort=id')).toEqual(['a b c d', 4])
    expect(await ids('sort=name')).toEqual(['b a c d', 4])
    expect(await ids('sort=seen')).toEqual(['d b a c', 4])
    expect(await ids('sort=since')).toEqual(['d a b c', 4])
  })

  test('has a tablet that comes later in its place', async () => {
    await ids('')
    await checkIn('aa')
    expect(await ids('')).toEqual(['a aa b c d', 5])
  })

  test.each(['presence=gone', 'phase=dancing', 'sort=size', 'behind=maybe', 'release=..', 'limit=1001', 'tag=a%20b'])(
    'cannot be asked for with %s',
    async (query) => {
      expect((await server.call('GET', `/api/tablets?${query}`)).body.error.code).toBe('invalid-input')
    },
  )

  test('is summed up, and offline and stale are told apart', async () => {
    vi.setSystemTime(Date.now() + 6 * DAY)
    await checkIn('b')
    vi.setSystemTime(Date.now() + 2 * DAY)
    await checkIn('d')
    const { data } = (await server.call('GET', '/api/tablets/summary')).body
    expect(data).toEqual({
      count: 4,
      presence: { online: 1, offline: 1, stale: 2, neverSeen: 0 },
      stuck: 1,
      behind: 2,
      hands: 0,
      releases: [
        { release: 'r0', count: 2 },
        { release: 'r1', count: 2 },
      ],
      groups: [
        { group: 'lobby', count: 2 },
        { group: 'cellar', count: 1 },
      ],
      tags: [
        { tag: 'qa', count: 2 },
        { tag: 'new', count: 1 },
      ],
      reasons: [{ code: 'incompatible', count: 1 }],
    })
    expect(await ids('presence=stale')).toEqual(['a c', 2])
    expect(await ids('presence=offline')).toEqual(['b', 1])
    const staging = (await server.call('GET', '/api/tablets/summary?environment=staging')).body.data
    expect([staging.count, staging.groups]).toEqual([0, []])
  })
})
