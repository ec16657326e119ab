import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { serverInTemp, sha256Of, type TestServer } from '../testing/server-in-temp.ts'

let server: TestServer
/** Words in no order that repeats: a big file for its patch, and no quicker to compress than a real one. */
const words = (count: number, seed = 1) => {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return ((state >> 8) % 5_000).toString(36)
  }
  return Array.from({ length: count }, next).join(' ')
}
const BIG = words(20_000)
const OLD = { 'index.html': '<!doctype html>', 'app-B7pJq9xZ.js': `one ${BIG}` }
const NEW = { 'index.html': '<!doctype html>', 'app-C8qKr0yA.js': `two ${BIG}`, ...many(8) }
const SCRIPT = `/releases/files/${sha256Of(NEW['app-C8qKr0yA.js'])}`
const PATCH = '/releases/patches/r2/r1'
const WHOLE = '/releases/whole/r2'

function many(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`part-${i}.js`, words(200, i + 7)]))
}

interface Raw {
  status: number
  headers: Record<string, string | undefined>
  body: Buffer
}

/** What goes over the wire: nothing is undone. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<Raw>((resolve, reject) => {
    const sent = request(server.url + path, { method, headers }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk)
      const { statusCode: status = 0, headers } = response
      resolve({ status, headers: headers as Raw['headers'], body: Buffer.concat(chunks) })
    })
    sent.on('error', reject).end()
  })
const BR = { 'accept-encoding': 'gzip, deflate, br' }
const GZIP = { 'accept-encoding': 'gzip' }

beforeAll(async () => {
  server = await serverInTemp()
  const dashboard = join(server.data, 'dashboard')
  await mkdir(dashboard)
  await writeFile(join(dashboard, 'index.html'), `<!doctype html>${words(300)}`)
  await server.restart({ dashboard })
  await server.release('r1', OLD)
  await server.release('r2', NEW)
  const phase = async () => (await server.call('GET', '/api/releases/r2/packing')).body.data.phase
  await vi.waitUntil(async () => (await phase()) === 'done', { timeout: 30_000 })
})
afterAll(() => server.remove())

describe.each([
  ['a file by its hash', SCRIPT],
  ['a file by its path', '/app-C8qKr0yA.js'],
  ['a manifest', '/releases/r2/manifest.json'],
  ['a patch', PATCH],
  ['a whole release', WHOLE],
  ['the news', '/config/version.json'],
  ['the description of the API', '/api/openapi.json'],
  ['the dashboard', '/dashboard/'],
])('%s', (_, path) => {
  test('is sent as brotli, as gzip or as it is, each with its length and a tag of its own', async () => {
    const [plain, br, gzip] = [await ask(path), await ask(path, BR), await ask(path, GZIP)]
    expect([
      plain.headers['content-encoding'],
      br.headers['content-encoding'],
      gzip.headers['content-encoding'],
    ]).toEqual([undefined, 'br', 'gzip'])
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true)
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true)
    for (const { status, headers, body } of [plain, br, gzip]) {
      expect([status, headers['content-length']]).toEqual([200, String(body.length)])
      expect(headers.vary).toMatch(/\baccept-encoding\b/)
      expect(headers.etag).toMatch(/^"[^"]+"$/)
    }
    expect(new Set([plain, br, gzip].map(({ headers }) => headers.etag)).size).toBe(3)
    expect(br.headers['content-type']).toBe(plain.headers['content-type'])
  })

  test('is not sent again to who has it in any form', async () => {
    for (const held of [await ask(path), await ask(path, BR), await ask(path, GZIP)]) {
      const { etag = '' } = held.headers
      const again = await ask(path, { ...BR, 'if-none-match': `"other", W/${etag}` })
      expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, etag])
      expect(again.headers.vary).toMatch(/\baccept-encoding\b/)
      expect(again.headers['cache-control']).toBe(held.headers['cache-control'])
    }
  })

  test('is sent to who has it in a form that it does not take, such as for a cache between', async () => {
    const [plain, br, gzip] = [await ask(path), await ask(path, BR), await ask(path, GZIP)]
    const { etag: held = '' } = br.headers
    for (const [headers, fresh] of [
      [{}, plain],
      [GZIP, gzip],
    ] as const) {
      const again = await ask(path, { ...headers, 'if-none-match': held })
      expect([again.status, again.headers.etag]).toEqual([200, fresh.headers.etag])
    }
  })

  test('is there without its body for who asks for the head', async () => {
    for (const headers of [{}, BR]) {
      const [got, head] = [await ask(path, headers), await ask(path, headers, 'HEAD')]
      expect(head.body.length).toBe(0)
      for (const name of ['content-length', 'content-encoding', 'etag', 'vary', 'content-type'])
        expect([name, head.headers[name]]).toEqual([name, got.headers[name]])
    }
  })
})

describe('a part of a file', () => {
  test('is a part of the bytes as they are, whatever else would be taken', async () => {
    const part = await ask(SCRIPT, { ...BR, range: 'bytes=0-2' })
    expect([part.status, part.body.toString(), part.headers['content-encoding']]).toEqual([206, 'two', undefined])
    expect([part.headers['content-range'], part.headers.vary]).toEqual([
      `bytes 0-2/${NEW['app-C8qKr0yA.js'].length}`,
      'accept-encoding',
    ])
  })

  test('goes on from the same bytes only: with the tag of a form, or another, the whole is sent anew', async () => {
    const [plain, br] = [await ask(SCRIPT), await ask(SCRIPT, BR)]
    const from = async (etag = '') => ask(SCRIPT, { ...BR, range: 'bytes=0-2', 'if-range': etag })
    expect((await from(plain.headers.etag)).status).toBe(206)
    for (const etag of [br.headers.etag, '"other"']) {
      const anew = await from(etag)
      expect([anew.status, anew.headers['content-encoding'], anew.body.length]).toEqual([200, 'br', br.body.length])
    }
  })

  test('of a patch there is none', async () => {
    const patch = await ask(PATCH, { ...BR, range: 'bytes=0-2' })
    expect([patch.status, patch.headers['accept-ranges'], patch.headers['content-type']]).toEqual([
      200,
      'none',
      'application/vnd.relevo.patch',
    ])
  })
})

test.each(['if-match', 'if-unmodified-since'])('%s does not keep a file or a patch from its caller', async (name) => {
  for (const path of [SCRIPT, PATCH, WHOLE])
    for (const condition of ['"other"', 'Wed, 21 Oct 2015 07:28:00 GMT'])
      expect((await ask(path, { ...BR, [name]: condition })).status).toBe(200)
})

test('a patch is a small part of the file that it makes, kept for ever and open to every origin', async () => {
  const [patch, file] = [await ask(PATCH, BR), await ask(SCRIPT, BR)]
  expect(patch.body.length).toBeLessThan(file.body.length / 5)
  expect(patch.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  })
  expect(JSON.parse((await ask('/config/version.json')).body.toString())).toMatchObject({
    patch: '/releases/patches/{version}/{from}',
    patchFrom: ['r1'],
    whole: '/releases/whole/{version}',
  })
})

test.each([
  '/releases/patches/r1/r2',
  '/releases/patches/r2/nobody',
  '/releases/patches/..%2f/r1',
  '/releases/whole/r1',
])('%s is not there', async (path) => {
  expect((await ask(path, BR)).status).toBe(404)
})

test('a patch whose bytes are gone from the disk is not there, and is made again', async () => {
  const folder = join(server.data, 'packed', 'patches')
  for (const name of await readdir(folder)) await rm(join(folder, name))
  expect((await ask(PATCH, BR)).status).toBe(404)
  await expect.poll(async () => (await ask(PATCH, BR)).status).toBe(200)
})

test('how far a release is packed is told by the API, and by no other caller than those with a token', async () => {
  const { body } = await server.call('GET', '/api/releases/r2/packing')
  expect(body.data).toMatchObject({
    phase: 'done',
    patches: [{ from: 'r1', phase: 'made', br: expect.any(Number), full: expect.any(Number) }],
    files: { count: 10 },
    whole: { br: expect.any(Number) },
  })
  expect(body.data.done).toBe(body.data.total)
  expect((await server.call('GET', '/api/releases/nobody/packing')).status).toBe(404)
  expect((await ask('/api/releases/r2/packing')).status).toBe(401)
})

test('what a tablet says of its patch is kept, and that it could not use it is an event, once', async () => {
  const say = (patch: string, rest = 'release=r1&phase=downloading&target=r2') =>
    ask(`/config/version.json?tablet=hall&${rest}&patch=${patch}`)
  await say('wrong-bytes')
  await say('wrong-bytes')
  await say('wrong-bytes', 'release=r2&phase=current')
  const { data } = (await server.call('GET', '/api/events?type=patch-failed')).body
  expect(data).toMatchObject([
    { subject: { kind: 'tablet', id: 'hall' }, data: { version: 'r2', from: 'r1', outcome: 'wrong-bytes' } },
  ])
  const shown = async () => (await server.call('GET', '/api/tablets/hall')).body.data.patch
  expect(await shown()).toEqual({ version: 'r2', from: 'r1', outcome: 'wrong-bytes' })
  await server.restart()
  expect(await shown()).toEqual({ version: 'r2', from: 'r1', outcome: 'wrong-bytes' })
  const { body } = await ask(PATCH, BR)
  expect(body.length).toBeGreaterThan(0)
})

test('a second try for a file is sent as it is, and has its forms made anew: they may be damaged on disk', async () => {
  const sha256 = SCRIPT.slice(-64)
  const form = join(server.data, 'packed', sha256.slice(0, 2), `${sha256}.br`)
  const whole = await readFile(form)
  await writeFile(form, whole.subarray(0, whole.length / 2))
  const [first, second] = [await ask(SCRIPT, BR), await ask(`${SCRIPT}?relevo=1`, BR)]
  expect(first.body.length).toBeLessThan(whole.length)
  expect([second.headers['content-encoding'], second.body.toString()]).toEqual([undefined, NEW['app-C8qKr0yA.js']])
  await vi.waitUntil(async () => whole.equals((await ask(SCRIPT, BR)).body), { timeout: 30_000 })
})
