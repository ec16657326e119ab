import { createHash } from 'node:crypto'
import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeRelease } from '@relevo/vite-plugin/manifest'
import { describe, expect, test } from 'vitest'
import { ContractServer, TOKEN } from '../testing/contract-server.ts'
import { quickClock } from '../testing/program.ts'
import { tempFolder } from '../testing/temp-folder.ts'
import { type PublishOptions, type PublishProgress, publish } from './index.ts'

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')

const INTERNAL = JSON.stringify({ success: false, error: { code: 'internal', message: 'Oh.', do: 'Look.' } })

const APP = {
  'index.html': '<h1>one',
  'fotos/año nuevo.png': 'foto',
  'empty.txt': '',
  'copy.html': '<h1>one',
  'sw.js': 'worker',
}

function publishing(server: ContractServer, folder: string, more: Partial<PublishOptions> = {}) {
  return publish({ folder, url: server.url, token: TOKEN, firstDelay: 1, clock: quickClock(), env: {}, ...more })
}

describe('publishing', () => {
  test('puts every file on the server byte for byte, makes the release and tells production', async () => {
    const big = Buffer.alloc(5_000_000, 'relevo')
    const folder = await tempFolder({ ...APP, 'big.bin': big })
    await writeRelease(folder, { version: 'r1' })
    const server = await ContractServer.start()
    const published = await publishing(server, folder, { notes: 'new', commit: 'abc' })
    expect(published).toMatchObject({ version: 'r1', created: true, files: 6, uploaded: 5, savedBytes: 0 })
    expect(published.notified).toMatchObject({ environment: 'production', duplicate: false })
    for (const content of [...Object.values(APP), big]) {
      expect(server.files.get(sha256(content))?.equals(Buffer.from(content))).toBe(true)
    }
    expect(server.releases.get('r1')).toMatchObject({ notes: 'new', commit: 'abc' })
    expect(server.notices).toEqual([{ version: 'r1', force: false, environment: 'production', notes: 'new' }])
    const upload = server.headers[server.requests.indexOf(`PUT /api/releases/files/${sha256(big)}`)]
    expect(upload).toMatchObject({ 'content-length': '5000000', 'content-type': 'application/octet-stream' })
  })

  test('sends only what changed since the release before', async () => {
    const folder = await tempFolder(APP)
    const server = await ContractServer.start()
    await publishing(server, folder, { version: 'r1' })
    await writeFile(join(folder, 'index.html'), '<h1>two!')
    server.requests.length = 0
    const published = await publishing(server, folder, { version: 'r2' })
    expect(server.uploads()).toEqual([`PUT /api/releases/files/${sha256('<h1>two!')}`])
    expect(published).toMatchObject({ uploaded: 1, uploadedBytes: 8, savedBytes: 4 + 0 + 7 + 6 })
  })

  test('again changes nothing, and sends nothing but the hint', async () => {
    const folder = await tempFolder(APP)
    const server = await ContractServer.start()
    await publishing(server, folder, { version: 'r1' })
    server.requests.length = 0
    const again = await publishing(server, folder, { version: 'r1' })
    expect(again).toMatchObject({ created: false, uploaded: 0, notified: { duplicate: true } })
    expect(server.requests).toEqual(['POST /api/releases', 'GET /api/releases/r1/packing', 'POST /api/notify-update'])
  })

  test('without notice leaves the tablets alone', async () => {
    const server = await ContractServer.start()
    const published = await publishing(server, await tempFolder(APP), { version: 'r1', notify: false })
    expect(published).not.toHaveProperty('notified')
    expect(server.notices).toEqual([])
  })

  test('uploads four files at a time, and says how far it is', async () => {
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${i}`, Buffer.alloc(200_000, `${i};`)]))
    const server = await ContractServer.start()
    // The first four wait for each other, and for a call that any fifth would have overtaken.
    const { promise: opened, resolve: open } = Promise.withResolvers<void>()
    server.hold = (uploads) => {
      if (uploads === 4) fetch(`${server.url}/health`).then(() => open())
      return opened
    }
    const told: PublishProgress[] = []
    const onProgress = (progress: PublishProgress) => told.push(progress)
    await publishing(server, await tempFolder({ 'index.html': 'hi', ...files }), { version: 'r1', onProgress })
    expect(server.busiest).toBe(4)
    expect(told[0]).toMatchObject({ step: 'reading' })
    expect(told.filter(({ step }) => step === 'uploading').at(-1)).toMatchObject({
      bytes: 8_000_002,
      bytesTotal: 8_000_002,
    })
    expect(told.at(-1)).toEqual({ step: 'notifying', environment: 'production' })
  })
})

describe('a server in trouble', () => {
  test.each([
    ['a cut connection', 'cut' as const],
    ['a gateway’s page', { status: 502, body: '<h1>Bad gateway' }],
    ['a server that says it failed', { status: 500, body: INTERNAL }],
    ['too many requests', { status: 429, headers: { 'retry-after': '0' } }],
  ])('%s is retried up to four times', async (_, fault) => {
    const server = await ContractServer.start()
    const failed = new Map<string, number>()
    server.fault = (request) => {
      const times = failed.get(request) ?? 0
      failed.set(request, times + 1)
      return times < 4 ? fault : undefined
    }
    const published = await publishing(server, await tempFolder(APP), { version: 'r1' })
    expect(published).toMatchObject({ created: true, uploaded: 4 })
    expect(server.files.size).toBe(4)
  })

  test('that stays in trouble is given up, and publishing again carries on where it stopped', async () => {
    const folder = await tempFolder(APP)
    const server = await ContractServer.start()
    const stuck = `PUT /api/releases/files/${sha256('foto')}`
    server.fault = (request) => (request === stuck ? 'cut' : undefined)
    await expect(publishing(server, folder, { version: 'r1' })).rejects.toMatchObject({ code: 'server-unreachable' })
    expect(server.requests.filter((request) => request === stuck)).toHaveLength(5)
    expect(server.releases.size).toBe(0)
    expect(server.notices).toEqual([])
    const there = new Set(server.files.keys())
    server.fault = () => undefined
    server.requests.length = 0
    await publishing(server, folder, { version: 'r1' })
    expect(server.uploads().filter((request) => there.has(request.slice(-64)))).toEqual([])
    expect(server.releases.has('r1')).toBe(true)
  })

  test('a refusal is not retried, and comes in the server’s own words', async () => {
    const folder = await tempFolder(APP)
    const server = await ContractServer.start()
    await expect(publishing(server, folder, { version: 'r1', token: 'wrong' })).rejects.toMatchObject({
      name: 'ServerRefused',
      code: 'unauthorized',
    })
    expect(server.requests).toEqual(['POST /api/releases'])
    const words = { code: 'quota-of-tomorrow', message: 'Too much.', do: 'Wait.' }
    server.fault = (request) =>
      request.startsWith('PUT') ? { status: 413, body: JSON.stringify({ success: false, error: words }) } : undefined
    const refused = publishing(server, folder, { version: 'r1' })
    await expect(refused).rejects.toMatchObject({
      code: words.code,
      message: words.message,
      remedy: words.do,
      status: 413,
    })
  })

  test('an early refusal of a large file is heard', async () => {
    const folder = await tempFolder({ 'index.html': 'hi', 'big.bin': Buffer.alloc(20_000_000) })
    const server = await ContractServer.start()
    server.fault = (request) => (request.endsWith(sha256(Buffer.alloc(20_000_000))) ? { status: 413 } : undefined)
    await expect(publishing(server, folder, { version: 'r1' })).rejects.toMatchObject({ code: 'body-too-large' })
  })

  test('a version that exists with other files is refused', async () => {
    const folder = await tempFolder(APP)
    const server = await ContractServer.start()
    await publishing(server, folder, { version: 'r1' })
    await writeFile(join(folder, 'index.html'), 'other')
    await expect(publishing(server, folder, { version: 'r1' })).rejects.toMatchObject({ code: 'release-differs' })
  })

  test.each([
    ['something else on that port', { status: 404, body: '<h1>nginx' }, 'config-invalid', /not as a Relevo server/],
    ['a captive portal', { status: 200, body: '<h1>Log in' }, 'config-invalid', /not as a Relevo server/],
    [
      'a redirect',
      { status: 301, headers: { location: 'https://other.example/x' } },
      'config-invalid',
      /https:\/\/other\.example; /,
    ],
    ['an answer of another form', { status: 200, body: '{"success":true,"data":{}}' }, 'internal', /api\/releases/],
    [
      'a wish for what we do not have',
      { status: 200, body: `{"success":true,"data":{"created":false,"missing":["${'0'.repeat(64)}"]}}` },
      'internal',
      /does not list/,
    ],
  ])('%s is told apart', async (_, fault, code, detail) => {
    const server = await ContractServer.start()
    server.fault = () => fault
    const refused = publishing(server, await tempFolder(APP), { version: 'r1' })
    await expect(refused).rejects.toMatchObject({ code, detail: expect.stringMatching(detail) })
  })
})

describe('a folder that changes while it is published', () => {
  test.each([
    ['vanishes', (path: string) => rmSync(path), 'folder-unusable'],
    ['grows', (path: string) => appendFileSync(path, 'more'), 'manifest-stale'],
    ['shrinks', (path: string) => writeFileSync(path, 'les'), 'manifest-stale'],
    ['becomes another of the same size', (path: string) => writeFileSync(path, 'rest'), 'upload-corrupt'],
  ])('a file that %s ends it, and there is no release', async (_, change, code) => {
    const folder = await tempFolder({ 'index.html': 'hi', 'file.txt': 'file' })
    const server = await ContractServer.start()
    let changed = false
    const onProgress = ({ step }: PublishProgress) => {
      if (step === 'uploading' && !changed) change(join(folder, 'file.txt'))
      changed ||= step === 'uploading'
    }
    await expect(publishing(server, folder, { version: 'r1', onProgress })).rejects.toMatchObject({ code })
    expect(server.releases.size).toBe(0)
    expect(server.notices).toEqual([])
  })
})
