import { checkInUrl, readVersionJson } from '@relevo/core/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
beforeAll(async () => {
  server = await serverInTemp({ base: '/app/' })
})
afterAll(() => server.remove())

const checkIn = (query: string) => fetch(`${server.url}/config/version.json${query}`)
const tablets = async () => (await server.call('GET', '/api/tablets')).body

test('before the first release there is no news, but a tablet is heard', async () => {
  const response = await checkIn('?tablet=early&release=factory')
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ success: false, error: { code: 'release-unknown' } })
  expect((await tablets()).data).toMatchObject([{ id: 'early', release: 'factory', online: true }])
})

test('version.json is what the tablet’s reader expects, at both addresses, for every origin', async () => {
  await server.release('r1')
  await server.call('POST', '/api/notify-update', { version: 'r1', force: true, retry: true, notes: 'N' })
  for (const path of ['/config/version.json', '/app/config/version.json']) {
    const response = await fetch(server.url + path)
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const text = await response.text()
    expect(readVersionJson(text)).toEqual({
      version: 'r1',
      force: true,
      manifest: '/releases/{version}/manifest.json',
      files: '/releases/files/{sha256}',
      publishedAt: (await server.call('GET', '/api/releases/r1')).body.data.publishedAt,
      notes: 'N',
      spread: 0,
      blocked: [],
      retry: (await server.call('GET', '/api/environments')).body.data[0].retry,
    })
  }
})

test('the same news is the same bytes: an ETag saves them', async () => {
  const first = await checkIn('')
  const etag = first.headers.get('etag') ?? ''
  const ask = (held: string) => fetch(`${server.url}/config/version.json`, { headers: { 'if-none-match': held } })
  for (const held of [etag, `W/${etag}`, `"x", ${etag}`]) expect((await ask(held)).status).toBe(304)
  expect((await ask('"x"')).status).toBe(200)
  await server.call('POST', '/api/notify-update', { version: 'r1', force: false })
  expect((await ask(etag)).status).toBe(200)
})

test('a check-in is a report', async () => {
  const url = checkInUrl(`${server.url}/config/version.json`, {
    tablet: 'lobby-1',
    release: 'r1',
    phase: 'backing_off',
    target: 'r2',
    error: 'no-space',
    detail: 'needs 3 MB & more',
  })
  await fetch(url)
  expect((await server.call('GET', '/api/tablets/lobby-1')).body.data).toMatchObject({
    id: 'lobby-1',
    environment: 'production',
    release: 'r1',
    desired: 'r1',
    phase: 'backing_off',
    target: 'r2',
    error: { code: 'no-space', detail: 'needs 3 MB & more', target: 'r2' },
    online: true,
  })
  await checkIn('?tablet=lobby-1&release=r1&phase=downloading&target=r2&progress=40')
  const { data } = (await server.call('GET', '/api/tablets/lobby-1')).body
  expect(data).toMatchObject({ phase: 'downloading', progress: 40, error: { code: 'no-space' } })
})

test.each([
  '?tablet=a/b&release=r1',
  '?tablet=ok&release=../x',
  '?tablet=ok&release=r1&phase=flying',
  '?tablet=ok&release=r1&error=made-up',
  '?tablet=ok',
  '?tablet=ok&tablet=ok&release=r1',
  '?__proto__=1&tablet=%00&release=r1',
])('an illegal check-in %s gets its news and is not listed', async (query) => {
  const { count } = await tablets()
  const response = await checkIn(query)
  expect([response.status, readVersionJson(await response.text())?.version]).toEqual([200, 'r1'])
  expect((await tablets()).count).toBe(count)
})

test('the log has what happened to a tablet, and a restart forgets nothing', async () => {
  await checkIn('?tablet=hall&release=r1')
  await checkIn('?tablet=hall&release=r2&phase=trial')
  const failed = '?tablet=hall&release=r1&phase=rolled_back&target=r2&error=boot-blank'
  for (let i = 0; i < 3; i++) await checkIn(failed)
  const log = async () => (await server.call('GET', '/api/events?tablet=hall')).body
  const before = { log: await log(), tablets: await tablets() }
  expect(before.log.data.map(({ type }: { type: string }) => type)).toEqual([
    'tablet-new',
    'tablet-release',
    'tablet-release',
    'tablet-rolled-back',
  ])
  expect(before.log.count).toBe(4)
  await server.restart()
  expect({ log: await log(), tablets: await tablets() }).toEqual(before)
  await checkIn(failed)
  expect(await log()).toEqual(before.log)
})

test('the log can be followed from where one was', async () => {
  const all = (await server.call('GET', '/api/events?limit=1000')).body.data
  const [latest] = (await server.call('GET', '/api/events?limit=1')).body.data
  expect(latest).toEqual(all.at(-1))
  const { data } = (await server.call('GET', `/api/events?after=${all[1].seq}&limit=2`)).body
  expect(data).toEqual(all.slice(2, 4))
  expect((await server.call('GET', `/api/events?after=${latest.seq}`)).body).toMatchObject({ data: [], count: 0 })
})
