import { afterAll, beforeAll, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
let deployment: string

const checkIn = (tablet: string, release: string) =>
  fetch(`${server.url}/config/version.json?tablet=${tablet}&release=${release}`)

beforeAll(async () => {
  server = await serverInTemp()
  await server.release('r1')
  await checkIn('hall', 'r1')
  await checkIn('lobby', 'r1')
  await server.publish('r2', { 'index.html': 'r2' })
  const { body } = await server.call('POST', '/api/notify-update', { version: 'r2' })
  deployment = body.data.deployment.id
  await checkIn('hall', 'r2')
})
afterAll(() => server.remove())

const get = async (query: string) => (await server.call('GET', `/api/events?${query}`)).body
const types = async (query: string) => (await get(query)).data.map(({ type }: { type: string }) => type)

test('filters are given together', async () => {
  expect(await types('tablet=hall')).toEqual(['tablet-new', 'tablet-release'])
  expect(await types('type=tablet-new,tablet-release&release=r2')).toEqual(['tablet-release'])
  // The one it superseded names it.
  const [superseded, ...own] = await types(`deployment=${deployment}`)
  expect([superseded, own]).toEqual(['deployment-superseded', ['deployment-requested', 'deployment-started']])
  expect(await types('actor=root&release=r2&environment=production')).toEqual(['deployment-requested'])
  expect(await types('actor=root&release=r2')).toContain('release-published')
  expect(await types('q=LOBBY')).toEqual(['tablet-new'])
  expect(await types('environment=staging')).toEqual([])
  expect(await get('q=LOBBY')).not.toHaveProperty('count')
})

test('a stretch of time is given with its offset from UTC', async () => {
  const [first] = (await get('type=tablet-new')).data
  const at = encodeURIComponent(first.at.replace('Z', '+00:00'))
  expect(await types(`since=${at}&until=${at}&tablet=hall`)).toEqual(['tablet-new'])
  expect(await types('until=2001-01-01T00:00:00Z')).toEqual([])
})

test('the way back through the log is asked for by what one has', async () => {
  const { data, count } = await get('limit=1000')
  const latest = await get('limit=2')
  expect(latest).toEqual({ success: true, data: data.slice(-2), count })
  const before = await get(`limit=3&before=${latest.data[0].seq}`)
  expect(before).toEqual({ success: true, data: data.slice(-5, -2), count: count - 2 })
})

test.each([
  ['type=tablet-lost', 'type: there is no tablet-lost'],
  ['type=tablet-new,', 'type: there is no empty word'],
  ['type=', 'type: there is no empty word'],
  ['typ=tablet-new', 'querystring: Unrecognized key: "typ"'],
  ['before=x', 'before: '],
  ['deployment=', 'deployment: '],
  ['release=a%20b', 'release: is not a legal version'],
  ['since=yesterday', 'since: '],
  ['since=2025-03-30T10:00:00', 'since: '],
  ['since=2025-03-30T10:00:00Z&until=2025-03-30T09:00:00Z', 'until: is before since'],
  [`q=${'x'.repeat(201)}`, 'q: '],
  ['limit=0', 'limit: '],
])('%s is refused, and why', async (query, detail) => {
  const { status, body } = await server.call('GET', `/api/events?${query}`)
  expect([status, body.error.code]).toEqual([400, 'invalid-input'])
  expect(body.error.detail).toContain(detail)
})

test('an environment that is none is 404', async () => {
  const { status, body } = await server.call('GET', '/api/events?environment=mars')
  expect([status, body.error.code, body.error.detail]).toEqual([404, 'environment-unknown', 'mars'])
})
