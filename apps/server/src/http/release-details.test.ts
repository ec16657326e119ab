import { afterAll, beforeAll, expect, test } from 'vitest'
import { serverInTemp, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
beforeAll(async () => {
  server = await serverInTemp()
  await server.release('r1', { 'index.html': 'one', 'app.js': 'console.log(1)', 'old.js': 'x' })
  await server.release('r2', { 'index.html': 'other', 'app.js': 'console.log(1)', 'new.js': 'yy' })
  await server.publish('r3', { 'index.html': 'third' })
  await server.call('POST', '/api/notify-update', { version: 'r2', environment: 'staging' })
})
afterAll(() => server.remove())

const get = async (path: string) => (await server.call('GET', `/api/releases/${path}`)).body

test('a release is shown with where it is current, whether it is blocked, and its deployments', async () => {
  const { data } = await get('r2')
  expect(data).toMatchObject({
    version: 'r2',
    files: 3,
    environments: ['production', 'staging'],
    blocked: false,
    rollouts: [
      { environment: 'staging', version: 'r2' },
      { environment: 'production', version: 'r2' },
    ],
  })
  expect(data.manifest.version).toBe('r2')
  await server.call('PATCH', '/api/releases/r3', { blocked: true })
  expect((await get('r3')).data).toMatchObject({ environments: [], blocked: true, rollouts: [] })
})

test('what it changes is told beside any other release', async () => {
  expect((await get('r2/changes?from=r1')).data).toEqual({
    from: 'r1',
    added: { files: 1, bytes: 2 },
    changed: { files: 1, bytes: 5 },
    removed: { files: 1, bytes: 1 },
    unchanged: { files: 1, bytes: 14 },
    download: 7,
    files: [
      { path: 'index.html', kind: 'changed', bytes: 5, was: 3 },
      { path: 'new.js', kind: 'added', bytes: 2 },
      { path: 'old.js', kind: 'removed', bytes: 1 },
    ],
  })
  expect((await get('r1/changes?from=r2')).data).toMatchObject({ from: 'r2', download: 4 })
})

test('without a word, beside the one that is current where it never was', async () => {
  expect((await get('r3/changes')).data).toMatchObject({ from: 'r2', removed: { files: 2 } })
})

test('without a word, beside the one it took the place of, in production first', async () => {
  expect((await get('r2/changes')).data.from).toBe('r1')
  // Nothing was there before it: what it would change now.
  expect((await get('r1/changes')).data.from).toBe('r2')
  const first = await serverInTemp()
  await first.release('a1')
  const { data } = (await first.call('GET', '/api/releases/a1/changes')).body
  expect(data).not.toHaveProperty('from')
  expect([data.added.files, data.download]).toEqual([1, data.added.bytes])
  await first.remove()
})

test.each([
  ['nobody/changes', 404, 'release-unknown'],
  ['r1/changes?from=nobody', 404, 'release-unknown'],
  ['r1/changes?from=a%20b', 400, 'invalid-input'],
  ['r1/changes?to=r2', 400, 'invalid-input'],
])('%s is %i %s', async (path, status, code) => {
  const answer = await server.call('GET', `/api/releases/${path}`)
  expect([answer.status, answer.body.error.code]).toEqual([status, code])
})
