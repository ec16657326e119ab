import { afterEach, beforeEach, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
beforeEach(async () => {
  server = await serverInTemp()
  await server.release('r1')
  for (const id of ['a', 'b', 'c']) await fetch(`${server.url}/config/version.json?tablet=${id}&release=r1`)
  for (const id of ['a', 'b']) await server.call('PATCH', `/api/tablets/${id}`, { group: 'lobby' })
})
afterEach(() => server.remove())

const WINDOW = { days: ['mon', 'tue'], from: '22:00', to: '05:00', timeZone: 'Europe/Madrid' }
const set = (name: string, body: object) => server.call('PUT', `/api/groups/${encodeURIComponent(name)}`, body)
const groups = async () => (await server.call('GET', '/api/groups')).body.data
const logged = async () => {
  const { data } = (await server.call('GET', '/api/events?limit=1000')).body
  return data.filter(({ type }: { type: string }) => type === 'group-changed')
}

test('a group is one that tablets are in, or that is set up; also after a restart', async () => {
  const answer = await set('2nd floor / east', { window: WINDOW, notes: 'Not in August' })
  const east = { name: '2nd floor / east', tablets: 0, window: WINDOW, notes: 'Not in August' }
  expect([answer.status, answer.body.data]).toEqual([200, east])
  expect(await groups()).toEqual([east, { name: 'lobby', tablets: 2 }])
  await server.restart()
  expect(await groups()).toEqual([east, { name: 'lobby', tablets: 2 }])
})

test('what is not mentioned stays, null takes it back, and each change is in the log once', async () => {
  await set('lobby', { window: WINDOW, notes: 'n' })
  await set('lobby', { notes: null })
  expect(await groups()).toEqual([{ name: 'lobby', tablets: 2, window: WINDOW }])
  await set('lobby', { window: WINDOW })
  await set('lobby', { window: null })
  expect(await groups()).toEqual([{ name: 'lobby', tablets: 2 }])
  expect(await logged()).toMatchObject([
    { actor: 'root', subject: { kind: 'group', id: 'lobby' }, data: { notes: 'n' } },
    { data: { window: 'mon tue 22:00-05:00 Europe/Madrid', notes: '' } },
    { data: { window: '', notes: '' } },
  ])
})

test('without its settings a group keeps its tablets; to take them away twice is once', async () => {
  await set('lobby', { window: WINDOW })
  const remove = async () => (await server.call('DELETE', '/api/groups/lobby')).body.data
  expect(await remove()).toEqual({ name: 'lobby', duplicate: false })
  expect(await remove()).toEqual({ name: 'lobby', duplicate: true })
  expect(await groups()).toEqual([{ name: 'lobby', tablets: 2 }])
  expect(await logged()).toHaveLength(2)
  await server.restart()
  expect(await groups()).toEqual([{ name: 'lobby', tablets: 2 }])
})

test.each<[string, object]>([
  ['lobby', { window: { ...WINDOW, days: [] } }],
  ['lobby', { window: { ...WINDOW, days: ['monday'] } }],
  ['lobby', { window: { ...WINDOW, from: '24:00' } }],
  ['lobby', { window: { ...WINDOW, to: '5:00' } }],
  ['lobby', { window: { ...WINDOW, timeZone: 'Europe/Nowhere' } }],
  ['lobby', { window: { ...WINDOW, timeZone: '' } }],
  ['lobby', { windows: WINDOW }],
  ['lobby', { notes: 'x'.repeat(4_001) }],
  [' lobby', { notes: 'x' }],
])('%j with %j is refused and changes nothing', async (name, body) => {
  const answer = await set(name, body)
  expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid-input'])
  expect(await groups()).toEqual([{ name: 'lobby', tablets: 2 }])
  expect(await logged()).toEqual([])
})
