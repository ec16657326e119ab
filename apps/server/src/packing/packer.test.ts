import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { constants, getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import type { Packer } from '../fleet/packing/ports.ts'
import { createPacker } from './index.ts'
import { createThread } from './thread.ts'

const { signal } = new AbortController()
let folder: string
let packer: Packer
let places = 0
const packerOver = (script?: URL, longest?: { ofAny: number; ofMegabyte: number }) => {
  const thread = createThread(script, 64)
  onTestFinished(() => thread.stop())
  return createPacker(
    { sourceOf: (sha256) => join(folder, sha256), newPlace: () => join(folder, `new-${++places}`) },
    thread,
    longest,
  )
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-packer-'))
  packer = packerOver()
})
afterEach(() => rm(folder, { recursive: true }))

/** A thread that does what the test says. */
const scripted = async (source: string, longest?: { ofAny: number; ofMegabyte: number }) => {
  const script = join(folder, 'thread.mjs')
  await writeFile(
    script,
    `import { parentPort } from 'node:worker_threads'\nparentPort.on('message', (job) => { ${source} })`,
  )
  return packerOver(new URL(`file://${script}`), longest)
}
const put = async (bytes: Uint8Array) => {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await writeFile(join(folder, sha256), bytes)
  return { sha256, size: bytes.length, type: 'text/javascript' }
}
const left = async () => (await readdir(folder)).filter((name) => name.startsWith('new-'))
const TEXT = Buffer.from('the changing of the guard '.repeat(4_000))

test('the thread has a lower priority where there is one for a thread, and whoever started it keeps theirs', async () => {
  const before = getPriority()
  const { sha256 } = await put(TEXT)
  await packer.compress(sha256, 'gzip', signal)
  expect(getPriority()).toBe(before)
  const lowest = process.platform === 'linux' ? constants.priority.PRIORITY_LOW : before
  expect(Math.max(...(await prioritiesOfThreads()), before)).toBe(lowest)
})

/** Of the threads of this process, as Linux tells (proc(5): field 19 of a thread's `stat`); elsewhere none. */
async function prioritiesOfThreads(): Promise<number[]> {
  if (process.platform !== 'linux') return []
  const threads = await readdir('/proc/self/task')
  const lines = await Promise.all(
    threads.map((id) => readFile(`/proc/self/task/${id}/stat`, 'utf8').catch(goneOrThrow)),
  )
  return lines.filter((line) => line !== '').map((line) => Number(line.replace(/^.*\) /, '').split(' ')[16]))
}

/** A thread may end between two looks. */
function goneOrThrow(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT' || error.code === 'ESRCH') return ''
  throw error
}

test('a file becomes smaller in both forms, which are the same bytes undone', async () => {
  const { sha256 } = await put(TEXT)
  for (const [form, undo] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    const { bytes, place } = await packer.compress(sha256, form, signal)
    const packed = await readFile(place)
    expect(packed.length).toBe(bytes)
    expect(bytes).toBeLessThan(TEXT.length / 50)
    expect(undo(packed).equals(TEXT)).toBe(true)
  }
})

test('a patch of a change is small, the same in both forms, and names both lists', async () => {
  const old = randomBytes(50_000)
  const [before, after] = [await put(old), await put(Buffer.concat([old, Buffer.from('one line more')]))]
  const [r1, r2] = [{ 'index.html': before }, { 'index.html': after }]
  const made = await packer.patch(r1, r2, signal)
  const patch = brotliDecompressSync(await readFile(made.br.place))
  expect(gunzipSync(await readFile(made.gzip.place)).equals(patch)).toBe(true)
  expect([patch.length, patch.subarray(0, 4).toString('latin1')]).toEqual([made.identity, 'RVP\u0001'])
  expect(made.br.bytes).toBeLessThan(400)

  const whole = await packer.patch(undefined, r2, signal)
  expect(whole.identity).toBeGreaterThan(50_000)
  expect(await left()).toHaveLength(4)
})

test('a patch that was made is right, and one that is damaged, of another release or gone is not', async () => {
  const old = randomBytes(50_000)
  const [before, after] = [await put(old), await put(Buffer.concat([old, Buffer.from('one line more')]))]
  const [r1, r2, r3] = [{ 'index.html': before }, { 'index.html': after }, { 'index.html': after, 'other.html': after }]
  const made = await packer.patch(r1, r2, signal)
  const places = { br: made.br.place, gzip: made.gzip.place }
  const check = (from: typeof r1 | undefined, to: Record<string, typeof before>) =>
    packer.check(from, to, places, signal)
  expect(await check(r1, r2)).toBe(true)
  expect(await check(undefined, r2)).toBe(false)
  expect(await check(r1, r3)).toBe(false)

  const good = await readFile(made.br.place)
  const bytes = brotliDecompressSync(good)
  for (const bad of [good.subarray(0, -9), Buffer.from('no brotli'), brotliCompressSync(bytes.with(-3, 0))]) {
    await writeFile(made.br.place, bad)
    expect(await check(r1, r2)).toBe(false)
  }
  await writeFile(made.br.place, good)
  await rm(made.gzip.place)
  expect(await check(r1, r2)).toBe(false)
})

test('a patch cannot be judged while the release it is made from cannot be read', async () => {
  const old = randomBytes(50_000)
  const [before, after] = [await put(old), await put(Buffer.concat([old, Buffer.from('one line more')]))]
  const made = await packer.patch({ 'index.html': before }, { 'index.html': after }, signal)
  await rm(join(folder, before.sha256))
  const places = { br: made.br.place, gzip: made.gzip.place }
  await expect(packer.check({ 'index.html': before }, { 'index.html': after }, places, signal)).rejects.toThrow(
    'ENOENT',
  )
})

test('a file that is not there, or has other bytes, fails its job and leaves nothing behind', async () => {
  await expect(packer.compress('nobody', 'br', signal)).rejects.toThrow('ENOENT')
  const { sha256, ...rest } = await put(TEXT)
  await writeFile(join(folder, sha256), 'other')
  await expect(packer.patch(undefined, { 'index.html': { sha256, ...rest } }, signal)).rejects.toThrow('file-corrupt')
  expect(await left()).toEqual([])
  expect((await packer.compress(sha256, 'gzip', signal)).bytes).toBeGreaterThan(0)
})

test('what is called off ends at once, leaves nothing, and the next job is done by a new thread', async () => {
  const { sha256 } = await put(Buffer.from(randomBytes(6_000_000).toString('hex')))
  const { sha256: small } = await put(TEXT)
  const controller = new AbortController()
  const packing = packer.compress(sha256, 'br', controller.signal)
  await expect.poll(left).toHaveLength(1)
  controller.abort()
  await expect(packing).rejects.toThrow('aborted')
  expect(await left()).toEqual([])
  expect((await packer.compress(small, 'br', signal)).bytes).toBeGreaterThan(0)
})

test.each([
  ['ends', 'process.exit(3)', /ended/],
  ['throws', "throw new Error('broken')", /broken/],
  ['runs out of memory', 'const all = []; for (;;) all.push(new Array(1e5).fill({}))', /memory|ended/i],
])(
  'a thread that %s fails that job only',
  async (_, source, message) => {
    await writeFile(join(folder, 'x'), '')
    const broken = await scripted(source)
    await expect(broken.compress('x', 'br', signal)).rejects.toThrow(message)
    await expect(broken.compress('x', 'br', signal)).rejects.toThrow(message)
  },
  60_000,
)

test('a disk without room is told apart', async () => {
  await writeFile(join(folder, 'x'), '')
  const full = await scripted("parentPort.postMessage({ error: { message: 'no space left', code: 'ENOSPC' } })")
  await expect(full.compress('x', 'br', signal)).rejects.toMatchObject({ code: 'ENOSPC' })
})

test('a packer that is stopped ends its thread in the middle', async () => {
  const hanging = await scripted('for (;;);')
  const packing = hanging.patch(undefined, {}, signal)
  await Promise.all([expect(packing).rejects.toThrow('ended'), hanging.stop()])
})

test('a job that hangs is ended, and the next one is done by a new thread', async () => {
  const { sha256 } = await put(TEXT)
  const source = "if (job.form === 'br') for (;;); parentPort.postMessage({ made: { gzip: 7 } })"
  const stuck = await scripted(source, { ofAny: 3_000, ofMegabyte: 0 })
  await expect(stuck.compress(sha256, 'br', signal)).rejects.toThrow('it took longer than 3 s')
  expect((await stuck.compress(sha256, 'gzip', signal)).bytes).toBe(7)
}, 20_000)
