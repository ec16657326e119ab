import { checkInUrl, type Report, readVersionJson } from '@relevo/core/protocol'
import { USUAL } from '@relevo/core/waves'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let server: TestServer
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  server = await serverInTemp()
  await server.release('r1')
  await server.release('r2')
})
afterEach(async () => {
  await server.remove()
  vi.useRealTimers()
})

const ANDROID =
  'Mozilla/5.0 (Linux; Android 9; wv) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/83.0.4103.106 Safari/537.36'

const anonymously = (headers = {}) => fetch(`${server.url}/config/version.json`, { headers })
const checkIn = (said: Partial<Report> = {}, headers = {}) =>
  fetch(checkInUrl(`${server.url}/config/version.json`, { tablet: 'hall', release: 'r1', ...said }), { headers })
const told = async (said?: Partial<Report>) => readVersionJson(await (await checkIn(said)).text())
const leaving = { phase: 'switching', target: 'r2' } as const
const tablet = async () => (await server.call('GET', '/api/tablets/hall')).body.data
const stuckEvents = async () => {
  const { data } = (await server.call('GET', '/api/events?tablet=hall&limit=1000')).body
  return data.filter(({ type }: { type: string }) => type === 'tablet-stuck')
}

/** What a page without a worker does once: look, ask again right before it leaves, reload. Did it? */
async function reloads(): Promise<boolean> {
  return (await told())?.version === 'r2' && (await told(leaving))?.version === 'r2'
}

async function loop(times: number): Promise<void> {
  for (let i = 0; i < times; i++) await reloads()
}

test('a tablet that remembers nothing and never arrives reloads at most five times an hour, whatever the hour', async () => {
  const when: number[] = []
  for (let minute = 0; minute < 300; minute++) {
    if (await reloads()) when.push(minute)
    vi.setSystemTime(Date.now() + MINUTE)
  }
  for (let from = 0; from < 300; from++) {
    expect(when.filter((minute) => minute >= from && minute < from + 60).length).toBeLessThanOrEqual(5)
  }
  // And when so many offers led to nothing, none is made any more, until somebody orders a further try.
  expect(when.length).toBeGreaterThan(15)
  expect(when.length).toBeLessThanOrEqual(1 + USUAL.maxOffers)
  const events = await stuckEvents()
  expect(events.length).toBe(Math.floor(when.length / 5))
  expect(events[0]).toMatchObject({ data: { release: 'r1', error: 'reload-loop', target: 'r2' } })
})

test('it is told to stay, by no force, with every order; the others are told as before, to the byte', async () => {
  await server.call('POST', '/api/notify-update', { version: 'r2', force: true, retry: true, notes: 'N' })
  await server.call('POST', '/api/environments/production/directive', { do: 'reset' })
  const before = await (await anonymously()).text()
  await loop(6)
  const answer = await checkIn()
  const news = readVersionJson(await answer.text())
  const all = readVersionJson(before)
  expect(news).toEqual({
    ...all,
    version: 'r1',
    force: false,
    notes: undefined,
    retry: undefined,
    publishedAt: undefined,
  })
  expect(news?.directive).toMatchObject({ do: 'reset' })
  expect(await (await anonymously()).text()).toBe(before)
  expect(readVersionJson(await (await checkIn({ tablet: 'lobby' })).text())?.version).toBe('r2')
})

test('no proxy keeps what is meant for one tablet, and an ETag of another answer saves nothing', async () => {
  const open = await anonymously()
  expect(open.headers.get('cache-control')).toBe('no-cache')
  const etag = open.headers.get('etag') ?? ''
  expect((await checkIn({}, { 'if-none-match': etag })).status).toBe(304)
  await loop(6)
  const held = await checkIn({}, { 'if-none-match': etag })
  expect([held.status, held.headers.get('cache-control')]).toEqual([200, 'private, no-cache'])
  expect(readVersionJson(await held.text())?.version).toBe('r1')
  const own = held.headers.get('etag') ?? ''
  expect((await checkIn({}, { 'if-none-match': own })).status).toBe(304)
  expect((await anonymously({ 'if-none-match': own })).status).toBe(200)
})

test('it is stuck in the list, counted, and still so after a restart', async () => {
  await loop(6)
  await checkIn({ tablet: 'lobby', release: 'r2' })
  await server.restart()
  expect(await reloads()).toBe(false)
  expect(await tablet()).toMatchObject({
    release: 'r1',
    desired: 'r2',
    stuck: { code: 'reload-loop', target: 'r2', detail: expect.stringContaining('r1') },
  })
  expect(await tablet()).not.toHaveProperty('reloads')
  const ids = async (query: string) => {
    const { data, count } = (await server.call('GET', `/api/tablets?${query}`)).body
    return [data.map(({ id }: { id: string }) => id), count]
  }
  expect(await ids('stuck=true&limit=1')).toEqual([['hall'], 1])
  expect(await ids('stuck=false')).toEqual([['lobby'], 1])
  expect((await server.call('GET', '/api/tablets?stuck=maybe')).status).toBe(400)
  expect(await stuckEvents()).toHaveLength(1)
})

test.each([
  ['a retry', () => server.call('POST', '/api/notify-update', { version: 'r2', retry: true }), 'r2'],
  ['another notice', () => server.call('POST', '/api/notify-update', { version: 'r2', force: true }), 'r2'],
  ['a newer release', () => server.release('r3'), 'r3'],
  ['an hour', async () => vi.setSystemTime(Date.now() + HOUR), 'r2'],
])('after %s it is offered a release again', async (_, happens, version) => {
  await loop(6)
  expect((await told())?.version).toBe('r1')
  vi.setSystemTime(Date.now() + 1)
  await happens()
  expect((await told())?.version).toBe(version)
})

test('the same notice again, as a repeated CI job sends it, changes nothing', async () => {
  await loop(6)
  await server.call('POST', '/api/notify-update', { version: 'r2' })
  expect(await reloads()).toBe(false)
})

test('whatever else is wanted, it is not shown as stuck any more; nor when it arrived', async () => {
  await loop(6)
  await server.call('POST', '/api/notify-update', { version: 'r1' })
  expect(await tablet()).not.toHaveProperty('stuck')
  await server.call('POST', '/api/notify-update', { version: 'r2' })
  await loop(6)
  await checkIn({ release: 'r2' })
  expect(await tablet()).not.toHaveProperty('stuck')
})

test('a boot guard’s report is a check-in, and the User-Agent tells what the page could not run in', async () => {
  const dead = { release: 'r2', phase: 'stuck', error: 'boot-script', detail: 'assets/app.js: 404' } as const
  const answer = await checkIn(dead, { 'user-agent': ANDROID })
  expect(readVersionJson(await answer.text())?.version).toBe('r2')
  expect(await tablet()).toMatchObject({
    release: 'r2',
    phase: 'stuck',
    stuck: { code: 'boot-script', detail: 'assets/app.js: 404' },
    engine: { name: 'chrome', version: 83 },
  })
  expect(await stuckEvents()).toMatchObject([{ data: { release: 'r2', error: 'boot-script' } }])
})

test('the engine is kept over a restart, and by a check-in of something that is no browser', async () => {
  await checkIn({}, { 'user-agent': ANDROID })
  await server.restart()
  await checkIn({}, { 'user-agent': 'curl/8' })
  expect((await tablet()).engine).toEqual({ name: 'chrome', version: 83 })
  await checkIn({}, { 'user-agent': ANDROID.replace('Chrome/83', 'Chrome/120') })
  expect((await tablet()).engine.version).toBe(120)
})

test.each([
  ['a number beyond all numbers', `Chrome/${'9'.repeat(8_000)}`],
  ['the same beginning, over and over', 'Version/1.1 '.repeat(600)],
  ['no version', 'Chrome/'],
])('a User-Agent with %s breaks no list', async (_, userAgent) => {
  await checkIn({}, { 'user-agent': userAgent })
  expect((await server.call('GET', '/api/tablets')).status).toBe(200)
})

test('a tablet without a worker has that as a property, not as an error', async () => {
  for (let i = 0; i < 3; i++) await checkIn({ error: 'insecure-context' })
  expect(await tablet()).toMatchObject({ phase: 'current', withoutWorker: 'insecure-context' })
  expect(await tablet()).not.toHaveProperty('error')
  const { data } = (await server.call('GET', '/api/events?tablet=hall')).body
  expect(data.map(({ type }: { type: string }) => type)).toEqual(['tablet-new'])
})
