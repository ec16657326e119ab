import { checkInUrl, type Report } from '@relevo/core/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
beforeEach(async () => {
  server = await serverInTemp()
  await server.release('r1')
})
afterEach(() => server.remove())

async function checkIn(tablet: string, said: Partial<Report> = {}): Promise<{ version: string }> {
  const answer = await fetch(checkInUrl(`${server.url}/config/version.json`, { tablet, release: 'r1', ...said }))
  return (await answer.json()) as { version: string }
}
const tablet = async (id: string) => (await server.call('GET', `/api/tablets/${id}`)).body.data
const ids = async (query: string) => {
  const { data } = (await server.call('GET', `/api/tablets?${query}`)).body
  return data.map(({ id }: { id: string }) => id).join(' ')
}
const current = async () => (await server.call('GET', '/api/environments')).body.data[0].deployment

test('a pin decides, in version.json and in the lists, until it is taken back or its release is blocked', async () => {
  await checkIn('hall')
  await server.release('r2')
  await server.call('PATCH', '/api/tablets/hall', { pin: 'r1' })
  expect((await checkIn('hall')).version).toBe('r1')
  expect((await checkIn('attic')).version).toBe('r2')
  expect(await tablet('hall')).toMatchObject({ desired: 'r1', pin: 'r1', why: { because: 'pinned' } })
  expect([await ids('desired=r1'), await ids('behind=true')]).toEqual(['hall', 'attic'])
  await server.restart()
  expect((await checkIn('hall')).version).toBe('r1')
  await server.call('PATCH', '/api/releases/r1', { blocked: true })
  expect((await checkIn('hall')).version).toBe('r2')
  await server.call('PATCH', '/api/releases/r1', { blocked: false })
  await server.call('PATCH', '/api/tablets/hall', { pin: null })
  expect((await checkIn('hall')).version).toBe('r2')
})

test('how far a deployment has come on a tablet is shown, and found, and goes with its name', async () => {
  await checkIn('tablet-1f')
  await checkIn('attic')
  await server.release('r2')
  await checkIn('tablet-1f', { phase: 'downloading', target: 'r2' })
  await checkIn('attic')
  const deployment = await current()
  const assignment = { deployment, wave: 1, state: 'downloading', attempts: 1, since: expect.stringMatching(/Z$/) }
  expect((await tablet('tablet-1f')).assignment).toEqual(assignment)
  expect(await ids('assignment=downloading')).toBe('tablet-1f')
  expect(await ids(`deployment=${deployment}&wave=1`)).toBe('attic tablet-1f')
  expect(await ids(`deployment=${deployment}&wave=2`)).toBe('')
  expect(await ids('deployment=nobody')).toBe('')
  await checkIn('hall', { was: 'tablet-1f', phase: 'staged', target: 'r2' })
  expect((await tablet('hall')).assignment).toMatchObject({ deployment, wave: 1, state: 'staged' })
  await server.restart()
  expect((await tablet('hall')).assignment).toMatchObject({ deployment, wave: 1, state: 'staged' })
  expect(await ids(`deployment=${deployment}`)).toBe('attic hall')
})

test('a forgotten tablet is on the way to nothing any more, also after a restart', async () => {
  await checkIn('hall')
  await server.release('r2')
  await checkIn('hall', { phase: 'downloading', target: 'r2' })
  await server.call('DELETE', '/api/tablets/hall')
  await server.restart()
  await checkIn('hall')
  expect((await tablet('hall')).assignment.state).not.toBe('downloading')
})

test('a tablet that was only imported has a release it should run, and no way to it', async () => {
  const headers = { authorization: 'Bearer test-token', 'content-type': 'text/csv' }
  await fetch(`${server.url}/api/tablets/import`, { method: 'POST', headers, body: 'id\nattic\n' })
  const attic = await tablet('attic')
  expect(attic).toMatchObject({ presence: 'never-seen', desired: 'r1' })
  for (const key of ['why', 'assignment', 'release']) expect(attic).not.toHaveProperty(key)
})
