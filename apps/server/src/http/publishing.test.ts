import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Content, manifestOf, serverInTemp, sha256Of, type TestServer, TOKEN } from '../testing/server-in-temp.ts'

const MAX = 64 * 1024 * 1024
let server: TestServer
beforeAll(async () => {
  server = await serverInTemp({ maxFile: MAX })
})
afterAll(() => server.remove())

const stored = async () => (await readdir(join(server.data, 'files'), { recursive: true })).filter((n) => n.length > 60)

test('a release is published by uploading what is missing, and never changes', async () => {
  const content: Content = { 'index.html': 'hello', 'a.js': 'one', 'copy.js': 'one' }
  const manifest = manifestOf('r1', content)
  const asked = await server.call('POST', '/api/releases', { manifest, notes: 'n', commit: 'c0ffee' })
  expect(asked).toEqual({
    status: 200,
    body: { success: true, data: { created: false, missing: [sha256Of('hello'), sha256Of('one')] } },
  })
  expect((await server.call('GET', '/api/releases')).body).toEqual({ success: true, data: [], count: 0 })

  for (const text of ['hello', 'one']) {
    const put = () => server.call('PUT', `/api/releases/files/${sha256Of(text)}`, Buffer.from(text))
    expect(await put()).toMatchObject({ status: 201, body: { data: { created: true } } })
    expect(await put()).toMatchObject({ status: 200, body: { data: { created: false } } })
  }
  const created = await server.call('POST', '/api/releases', { manifest, notes: 'n', commit: 'c0ffee' })
  const { publishedAt, ...release } = created.body.data.release
  expect([created.status, created.body.data.created, release]).toEqual([
    201,
    true,
    { version: 'r1', notes: 'n', commit: 'c0ffee', bytes: 11, files: 3 },
  ])

  const again = await server.call('POST', '/api/releases', { manifest })
  expect(again).toMatchObject({ status: 200, body: { data: { created: false, missing: [], release } } })
  const other = await server.call('POST', '/api/releases', { manifest: manifestOf('r1', { 'index.html': 'one' }) })
  expect([other.status, other.body.error.code]).toEqual([409, 'release-differs'])
  const one = await server.call('GET', '/api/releases/r1')
  expect(one.body.data).toEqual({
    ...{ ...release, publishedAt, manifest },
    ...{ environments: [], blocked: false, rollouts: [] },
  })
  const { data } = (await server.call('GET', '/api/events')).body
  expect(data).toMatchObject([{ type: 'release-published', subject: { kind: 'release', id: 'r1' } }])
})

test('the engines a release needs are kept, told to tablets and listed; what names none says nothing', async () => {
  const engines = { chrome: 107, safari: 16.4 }
  const manifest = { ...manifestOf('modern', { 'index.html': 'modern' }), engines: { ...engines, netscape: 4 } }
  await server.call('PUT', `/api/releases/files/${sha256Of('modern')}`, Buffer.from('modern'))
  expect((await server.call('POST', '/api/releases', { manifest })).body.data.release).toMatchObject({ engines })
  await server.call('POST', '/api/notify-update', { version: 'modern' })
  await server.restart()
  const [listed] = (await server.call('GET', '/api/releases')).body.data
  expect(listed).toMatchObject({ version: 'modern', engines })
  expect((await server.call('GET', '/api/releases/modern')).body.data).toMatchObject({ engines, manifest: { engines } })
  const news = async () => (await fetch(`${server.url}/config/version.json`)).json()
  expect(await news()).toMatchObject({ version: 'modern', engines })
  expect(await (await fetch(`${server.url}/releases/modern/manifest.json`)).json()).toMatchObject({ engines })

  const { engines: _, ...bare } = manifest
  for (const other of [bare, { ...manifest, engines: { chrome: 108, safari: 16.4 } }]) {
    const { status, body } = await server.call('POST', '/api/releases', { manifest: other })
    expect([status, body.error.code, body.error.detail]).toEqual([409, 'release-differs', 'modern: other engines'])
  }
  await server.release('plain')
  expect(await news()).not.toHaveProperty('engines')
})

test.each<[string, unknown, RegExp]>([
  ['nothing in it', null, /version/],
  ['a path that leaves the release', { version: 'x', files: { '../a': {} } }, /path/],
  ['a hash that is none', { version: 'x', files: { 'index.html': { sha256: 'no' } } }, /sha256/],
  ['no index.html', { version: 'x', files: {} }, /index.html/],
])('a manifest with %s is refused with the first fault', async (_name, manifest, detail) => {
  const { status, body } = await server.call('POST', '/api/releases', { manifest })
  expect([status, body.error.code]).toEqual([400, 'manifest-invalid'])
  expect(body.error.detail).toMatch(detail)
})

test('a manifest that lies about a size is refused', async () => {
  await server.call('PUT', `/api/releases/files/${sha256Of('size')}`, Buffer.from('size'))
  const manifest = manifestOf('liar', { 'index.html': 'size' })
  const files = Object.fromEntries(Object.entries(manifest.files).map(([path, file]) => [path, { ...file, size: 5 }]))
  const { body } = await server.call('POST', '/api/releases', { manifest: { version: 'liar', files } })
  expect(body.error).toMatchObject({ code: 'manifest-invalid', detail: expect.stringContaining('size of index.html') })
})

test('bytes that are not those of the address are refused and nothing is kept', async () => {
  const before = await stored()
  const { status, body } = await server.call('PUT', `/api/releases/files/${sha256Of('right')}`, Buffer.from('wrong'))
  expect([status, body.error.code]).toEqual([422, 'upload-corrupt'])
  expect((await server.call('PUT', '/api/releases/files/nope', Buffer.from(''))).body.error.code).toBe('invalid-input')
  const asJson = await server.call('PUT', `/api/releases/files/${sha256Of('right')}`, {})
  expect(asJson.body.error.code).toBe('unsupported-type')
  expect(await stored()).toEqual(before)
  expect(await readdir(join(server.data, 'files', 'unfinished'))).toEqual([])
})

test('a file that is too large is refused, announced or not, and nothing is kept', async () => {
  const put = (headers: Record<string, string>, chunks: number) =>
    new Promise<number>((resolve, reject) => {
      const sending = request(`${server.url}/api/releases/files/${'0'.repeat(64)}`, { method: 'PUT', headers })
      sending.on('response', (response) => resolve(response.statusCode ?? 0)).on('error', reject)
      const chunk = Buffer.alloc(1024 * 1024)
      Readable.from(
        (function* () {
          for (let i = 0; i < chunks; i++) yield chunk
        })(),
      ).pipe(sending)
    })
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/octet-stream' }
  expect(await put({ ...headers, 'content-length': String(2 * MAX) }, 0)).toBe(413)
  expect(await put(headers, 66)).toBe(413)
  expect(await stored()).not.toContainEqual(expect.stringContaining('0'.repeat(64)))
})

test('an upload that breaks off leaves nothing behind', async () => {
  const sending = request(`${server.url}/api/releases/files/${sha256Of('half')}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/octet-stream', 'content-length': '4' },
  })
  sending.on('error', () => undefined) // we broke it
  sending.write('ha')
  const unfinished = () => readdir(join(server.data, 'files', 'unfinished'))
  await expect.poll(unfinished).toHaveLength(1)
  sending.destroy()
  await expect.poll(unfinished).toHaveLength(0)
  expect(await stored()).not.toContainEqual(expect.stringContaining(sha256Of('half')))
})

test('odd names, an empty file and a large one come back byte for byte, by path and by hash', async () => {
  const content: Content = {
    'index.html': '<!doctype html>ñ',
    'fotos/año nuevo.png': Buffer.from([0, 255, 1, 254]),
    'a b.txt': 'spaces',
    'x/index.html': 'folder',
    empty: '',
    __proto__: 'just a file',
    '100%.txt': 'percent',
    'large.bin': Buffer.alloc(30 * 1024 * 1024, 'relevo '),
  }
  const published = await server.publish('odd', content)
  expect([published.status, published.body.data.release.files]).toEqual([201, Object.keys(content).length])
  await server.call('POST', '/api/notify-update', { version: 'odd' })
  for (const [path, bytes] of Object.entries(content)) {
    const url = path.split('/').map(encodeURIComponent).join('/')
    for (const at of [`/${url}`, `/releases/files/${sha256Of(bytes)}`]) {
      const response = await fetch(server.url + at)
      const body = Buffer.from(await response.arrayBuffer())
      expect([at, response.status, sha256Of(body)]).toEqual([at, 200, sha256Of(bytes)])
    }
  }
  const manifest = await (await fetch(`${server.url}/releases/odd/manifest.json`)).text()
  expect(Object.keys(JSON.parse(manifest).files).sort()).toEqual(Object.keys(content).sort())
})

test('a release of 2,500 files is published and listed', async () => {
  const content: Content = { 'index.html': 'many' }
  for (let i = 0; i < 2_500; i++) content[`assets/part-${i}.js`] = 'the same bytes'
  const published = await server.publish('many', content)
  expect(published.body.data.release).toMatchObject({ version: 'many', files: 2_501 })
  const first = (await server.call('GET', '/api/releases?limit=1')).body
  expect(first.data).toMatchObject([{ version: 'many' }])
  expect((await server.call('GET', '/api/releases?limit=1&offset=1')).body.data[0].version).not.toBe('many')
  expect(first.count).toBeGreaterThan(1)
})

test('files lie under their hash', async () => {
  const hash = createHash('sha256').update('hello').digest('hex')
  expect(await readFile(join(server.data, 'files', hash.slice(0, 2), hash), 'utf8')).toBe('hello')
})
