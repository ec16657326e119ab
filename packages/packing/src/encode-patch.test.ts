import { expect, it } from 'vitest'
import { encodePatch, type PatchSide } from './encode-patch.ts'
import { applyInMemory } from './testing/apply-in-memory.ts'
import { decodePatch } from './testing/decode-patch.ts'
import { editsOf, type Random, randomOf } from './testing/edits.ts'
import { releaseOf } from './testing/release-of.ts'

const text = (words: string) => new TextEncoder().encode(words)

async function patchOf(from: PatchSide | undefined, to: PatchSide): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of encodePatch(from, to)) pieces.push(Uint8Array.from(piece))
  return Buffer.concat(pieces)
}

/** The patch, after it was seen that it makes what it should: by the format’s document, and on tablets. */
async function checked(
  from: ReturnType<typeof releaseOf> | undefined,
  to: ReturnType<typeof releaseOf>,
): Promise<Uint8Array> {
  const patch = await patchOf(from, to)
  const missing = [...to.bytes].filter(([sha256]) => !from?.bytes.has(sha256))
  for (const made of [(await decodePatch(patch, from)).made, await applyInMemory(patch, from)]) {
    expect(made.size).toBe(missing.length)
    for (const [sha256, bytes] of missing) expect(Buffer.compare(made.get(sha256) as Uint8Array, bytes)).toBe(0)
  }
  return patch
}

const program = (seed: number, lines: number) => {
  const random = randomOf(seed)
  return text(
    Array.from({ length: lines }, () => `const v${random(1e6)} = f${random(1e6)}(${random(1e6)});\n`).join(''),
  )
}

it('copies what is in the old release, wherever it stands there', async () => {
  const [one, two] = [program(1, 500), program(2, 500)]
  const from = releaseOf({ 'a-1111.js': one, 'b-2222.js': two })
  const to = releaseOf({ 'c-3333.js': Buffer.concat([two.subarray(100), text('new();'), one]) })
  expect((await checked(from, to)).length).toBeLessThan(350)
})

it('writes a word that takes the place of another as long, and nothing else', async () => {
  const before = program(3, 500)
  const after = Buffer.from(before)
  for (let at = 500; at < after.length; at += 1_000) after.set(text('01234567'), at)
  const patch = await checked(releaseOf({ 'app.js': before }), releaseOf({ 'app.js': after }))
  const edits = Math.ceil((after.length - 500) / 1_000)
  // Eight bytes and four of an op for each, and the hash in the list.
  expect(patch.length).toBeLessThan(250 + 12 * edits)
})

it('costs nothing to rename files and to say the same twice', async () => {
  const one = program(4, 300)
  const patch = await checked(releaseOf({ 'a.js': one }), releaseOf({ 'b.js': one, 'c.js': one }))
  expect(patch.length).toBeLessThan(150)
})

it('is the whole release when there is no old one', async () => {
  const to = releaseOf({
    'a.js': program(5, 100),
    'b.js': program(6, 100),
    'same.js': program(5, 100),
    empty: text(''),
  })
  const patch = await checked(undefined, to)
  const whole = [...to.bytes.values()].reduce((sum, { length }) => sum + length, 0)
  expect(patch.length).toBeGreaterThan(whole)
  expect(patch.length).toBeLessThan(whole + 700)
})

it('is the same bytes every time', async () => {
  const from = releaseOf({ 'a.js': program(7, 400), 'b.js': program(8, 400) })
  const to = releaseOf({ 'a.js': editsOf(program(7, 400), [program(8, 400)], randomOf(1)) })
  expect(await patchOf(from, to)).toEqual(await patchOf(from, to))
})

it.each([
  ['no bytes', text('')],
  ['one byte', text('x')],
  ['zeros', new Uint8Array(3_000_000)],
  ['a long repetition', Buffer.alloc(3_000_000, 'abcdefghijklm')],
  ['nearly a repetition', Buffer.alloc(1_000_000, 'the same but for one\n').fill('!', 500_000, 500_001)],
  ['bytes at random', bytesAtRandom(9, 300_000)],
])('makes %s of anything, and anything of it', async (_, bytes) => {
  const other = program(10, 2_000)
  await checked(releaseOf({ x: bytes }), releaseOf({ x: other }))
  await checked(releaseOf({ x: other }), releaseOf({ x: bytes }))
  await checked(releaseOf({ x: bytes }), releaseOf({ x: Buffer.concat([bytes, text('y'), bytes]) }))
})

it('does not take longer the more repetitive things are', async () => {
  const before = Buffer.alloc(4_000_000, 'abc')
  const after = Buffer.alloc(4_000_000, 'abd')
  const begun = performance.now()
  await checked(releaseOf({ x: before }), releaseOf({ x: after }))
  expect(performance.now() - begun).toBeLessThan(10_000)
})

it('takes paths in any alphabet', async () => {
  const from = releaseOf({ 'año/ŝanĝo.js': program(11, 50), '日本語.txt': text('一'), '😀.js': text('grin') })
  const to = releaseOf({ 'año/ŝanĝo.js': program(11, 51), '日本語/二.txt': text('二'), '😀😀.js': text('grin') })
  await checked(from, to)
})

it.each(Array.from({ length: 60 }, (_, seed) => seed))('makes any release of any other: seed %i', async (seed) => {
  const random = randomOf(seed)
  const old = Array.from({ length: random(8) }, () => contentBy(random))
  const from = releaseOf(Object.fromEntries(old.map((bytes, number) => [`old/${number}-${random(1e6)}.js`, bytes])))
  const fresh = Array.from({ length: random(8) }, () => {
    const kept = old[random(old.length)]
    if (!kept || random(8) === 0) return contentBy(random)
    return random(6) === 0 ? kept : editsOf(kept, old, random)
  })
  const to = releaseOf(Object.fromEntries(fresh.map((bytes, number) => [`new/${number}-${random(1e6)}.js`, bytes])))
  await checked(from, to)
  await checked(to, from)
})

it('reads no more than it needs: the old release only when something is new', async () => {
  const from = releaseOf({ 'a.js': program(12, 50), 'b.js': program(13, 50) })
  const to = releaseOf({ 'a.js': program(12, 50) })
  await checked(from, to)
  expect(from.reads).toEqual([])
  expect(to.reads).toEqual([])
})

it('says how far it is, and stops when it is told to', async () => {
  const to = releaseOf({ 'a.js': program(14, 50), 'b.js': program(15, 50) })
  const told: [number, number][] = []
  for await (const _ of encodePatch(undefined, to, { onProgress: (done, total) => told.push([done, total]) }));
  expect(told).toEqual([
    [0, 3],
    [1, 3],
    [2, 3],
    [3, 3],
  ])

  const enough = new AbortController()
  const stopped = encodePatch(undefined, to, {
    signal: enough.signal,
    onProgress: (done) => done === 1 && enough.abort(new Error('enough')),
  })
  await expect(Array.fromAsync(stopped)).rejects.toThrow('enough')
})

it('makes nothing of bytes that are not those of the list', async () => {
  const to = releaseOf({ 'a.js': program(16, 50) })
  const wrong = { files: to.files, read: async () => text('something else') }
  await expect(patchOf(undefined, wrong)).rejects.toThrow(expect.objectContaining({ code: 'file-corrupt' }))
  await expect(patchOf(wrong, releaseOf({ 'b.js': text('b') }))).rejects.toThrow(
    expect.objectContaining({ code: 'file-corrupt' }),
  )
})

function contentBy(random: Random): Uint8Array {
  const kinds = [
    () => text(''),
    () => bytesAtRandom(random(1e6), random(3_000)),
    () => Buffer.alloc(random(50_000), 'ab'.repeat(1 + random(5))),
    () => program(random(1e6), random(800)),
  ]
  return (kinds[random(kinds.length)] as () => Uint8Array)()
}

function bytesAtRandom(seed: number, length: number): Uint8Array {
  const random = randomOf(seed)
  return Uint8Array.from({ length }, () => random(256))
}
