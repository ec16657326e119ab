import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '../store/sqlite-store.ts'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

const HOUR = 3_600_000
const NOW = Math.floor(Date.now() / HOUR) * HOUR

let server: TestServer
beforeAll(async () => {
  server = await serverInTemp()
  await server.running.close()
  const store = await openStore(join(server.data, 'relevo.db'))
  await store.history.addSample({ environment: 'production', at: NOW - 2 * HOUR, counts: { r1: 9 }, offline: 1 })
  await store.history.addSample({ environment: 'production', at: NOW - HOUR, counts: { r1: 4, r2: 5 }, offline: 0 })
  await store.history.addSample({ environment: 'staging', at: NOW - HOUR, counts: { r3: 1 }, offline: 0 })
  await store.close()
  await server.restart()
})
afterAll(() => server.remove())

const get = async (query: string) => server.call('GET', `/api/history/releases?${query}`)

test('says how many tablets reported which release when, also after a restart', async () => {
  const iso = (at: number) => new Date(at).toISOString()
  const stretch = `from=${iso(NOW - 2 * HOUR)}&to=${iso(NOW - HOUR)}`
  const { data } = (await get(`environment=production&${stretch}`)).body
  expect(data.releases).toEqual(['r1', 'r2'])
  expect(data.points[0]).toEqual({ at: iso(NOW - 2 * HOUR), counts: { r1: 9 }, offline: 1 })
  expect(data.points.at(-1)).toEqual({ at: iso(NOW - HOUR), counts: { r1: 4, r2: 5 }, offline: 0 })
  const all = (await get(stretch)).body.data
  expect(all.points.at(-1)).toEqual({ at: iso(NOW - HOUR), counts: { r1: 4, r2: 5, r3: 1 }, offline: 0 })
  // Without a stretch it is the last day; the server counted none when it started.
  const day = (await get('environment=production')).body.data
  expect(day.points.find(({ at }: { at: string }) => at === iso(NOW))?.counts).toEqual({ r1: 4, r2: 5 })
  expect(day.points.at(-1).counts).toEqual({})
})

test.each([
  ['environment=mars', 404, 'environment-unknown', 'mars'],
  ['from=yesterday', 400, 'invalid-input', 'from: '],
  ['from=2025-03-30T10:00:00Z&to=2025-03-30T10:00:00Z', 400, 'invalid-input', 'from: is not before to'],
  ['since=2025-03-30T10:00:00Z', 400, 'invalid-input', 'Unrecognized key: "since"'],
])('%s is %i', async (query, status, code, detail) => {
  const answer = await get(query)
  expect([answer.status, answer.body.error.code]).toEqual([status, code])
  expect(answer.body.error.detail).toContain(detail)
})
