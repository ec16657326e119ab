import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Form } from '../fleet/packing/forms.ts'
import type { MadePatch } from '../fleet/packing/packing.ts'
import { sendPatch } from './send-patch.ts'

/** Files that were opened for an answer. */
const opened: Readable[] = []
/** What befalls them then. */
let befalls: Error | undefined
vi.mock('@fastify/send', async (original) => {
  const { send } = await original<typeof import('@fastify/send')>()
  const seen = async (...all: Parameters<typeof send>) => {
    const found = await send(...all)
    if (found.type === 'file') opened.push(found.stream)
    if (befalls) found.stream.destroy(befalls)
    return found
  }
  return { send: seen }
})

let folder: string
let app: FastifyInstance
const PATCH = {
  from: 'a'.repeat(64),
  to: 'b'.repeat(64),
  sizes: { identity: 8_000_000, br: 0, gzip: 0 },
} as unknown as MadePatch

beforeEach(async () => {
  opened.length = 0
  befalls = undefined
  folder = await mkdtemp(join(tmpdir(), 'relevo-patch-'))
  app = Fastify({ forceCloseConnections: true })
  const packed = {
    root: folder,
    formPath: () => '',
    patchPath: (_: unknown, form: Form) => (form === 'br' ? 'patch' : `patch.${form}`),
  }
  app.get('/', (request, reply) => sendPatch(request, reply, packed, PATCH))
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})
const url = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/`

test('the file of a patch that is undone on the way is closed when its caller hangs up', async () => {
  const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } }
  await writeFile(join(folder, 'patch'), brotliCompressSync(randomBytes(PATCH.sizes.identity), quick))
  const asked = get(url())
  asked.on('error', () => undefined) // of its own hanging up
  const [answer] = (await once(asked, 'response')) as [Readable]
  await once(answer, 'data')
  expect(opened.map(({ destroyed }) => destroyed)).toEqual([false])
  answer.destroy()
  await expect.poll(() => opened.map(({ destroyed }) => destroyed)).toEqual([true])
})

/** Is all of it there? */
const arrives = (form: string) =>
  fetch(url(), { headers: { 'accept-encoding': form } })
    .then(async (response) => (await response.arrayBuffer()) && response.ok)
    .catch(() => false)

test.each([
  ['is damaged', Buffer.alloc(100_000, 0xff)],
  ['ends before it has begun', Buffer.concat([Buffer.of(0x06), Buffer.alloc(100_000)])],
  ['has less in it', brotliCompressSync(Buffer.alloc(PATCH.sizes.identity - 1))],
  ['has more in it', brotliCompressSync(Buffer.alloc(PATCH.sizes.identity + 1))],
  ['is cut off', brotliCompressSync(randomBytes(100_000)).subarray(0, 50_000)],
])('a patch whose file %s fails its own answer, and nothing else', async (_, bytes) => {
  await writeFile(join(folder, 'patch'), bytes)
  expect(await arrives('identity')).toBe(false)
  await expect.poll(() => opened.map(({ destroyed }) => destroyed)).toEqual([true])
})

test.each(['identity', 'br'])('a disk that fails as %s is read fails that answer, and nothing else', async (form) => {
  await writeFile(join(folder, 'patch'), brotliCompressSync(randomBytes(100_000)))
  befalls = Object.assign(new Error('the disk does not answer'), { code: 'EIO' })
  expect(await arrives(form)).toBe(false)
  expect(opened.map(({ destroyed }) => destroyed)).toEqual([true])
})

test.each([
  ['br', undefined],
  ['br, gzip', 'gzip'],
  ['identity', undefined],
])('where only gzip is left, who takes %s gets the same bytes', async (accepted, encoding) => {
  const bytes = randomBytes(PATCH.sizes.identity)
  await writeFile(join(folder, 'patch.gzip'), gzipSync(bytes))
  const response = await fetch(url(), { headers: { 'accept-encoding': accepted } })
  expect([response.status, response.headers.get('content-encoding') ?? undefined]).toEqual([200, encoding])
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
})
