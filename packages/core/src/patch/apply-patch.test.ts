import { describe, expect, it } from 'vitest'
import { applied } from '../testing/applied.ts'
import { assemblePatch, bytesOf, type Contents, entriesOf, type PatchPlan, sha256 } from '../testing/patch-assembler.ts'
import { type Side, simplePatch } from '../testing/simple-patch.ts'
import { contentsOf, listOf } from './list.ts'

const sideOf = (contents: Contents): Side => ({ contents, entries: entriesOf(contents) })
const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString()

const old = sideOf({ 'a.js': 'one two three', 'b.js': 'the same', 'index.html': 'hello old world' })
const next = sideOf({ 'a.js': 'one 2 three', 'b.js': 'the same', 'c.js': '', 'index.html': 'hello new world' })
const patch = bytesOf(simplePatch(old, next))
const hashOf = (path: string) => sha256(next.contents[path] as string)

/** A patch of one new content, made by hand. */
function patchOf(content: string, body: PatchPlan['contents'][number], before = old): Uint8Array {
  const to = sideOf({ ...before.contents, 'index.html': content })
  const [from, list] = [listOf(before.entries), listOf(to.entries)]
  return bytesOf(
    assemblePatch({ from, to: list, list: { ops: [{ insert: list.length }], literals: list }, contents: [body] }),
  )
}

/** The number of a file's content among the sources. */
const sourceOf = (path: string, side = old) =>
  1 + contentsOf(side.entries).findIndex((entry) => entry.sha256 === sha256(side.contents[path] as string))

it('[F2] a patch makes the list of the new release, and each content that the old one has not', async () => {
  for (const piece of [1, 2, 7, 64, 10_000]) {
    const { outcome, release, made } = await applied(patch, old, { piece })
    expect(outcome).toBe('applied')
    expect({ ...release?.files }).toEqual(Object.fromEntries(next.entries))
    expect([...made.values()].map(text)).toEqual(['one 2 three', '', 'hello new world'])
  }
})

describe('[F3] an op', () => {
  const index = { sources: [sourceOf('index.html')] }
  it.each<[string, string, PatchPlan['contents'][number]]>([
    [
      'copies on from where the last copy from its slot ended',
      'hello world',
      { ...index, ops: [{ copy: 6 }, { copy: 5, delta: 4 }] },
    ],
    [
      'skips as many bytes as it inserts',
      'hello new world',
      { ...index, ops: [{ copy: 6 }, { insert: 3, copy: 6 }], literals: 'new' },
    ],
    [
      'goes back by a negative delta',
      'oldold',
      {
        ...index,
        ops: [
          { copy: 3, delta: 6 },
          { copy: 3, delta: -3 },
        ],
      },
    ],
    [
      'has a place of its own in each slot',
      'one hello two old',
      {
        sources: [sourceOf('a.js'), sourceOf('index.html')],
        ops: [{ copy: 4 }, { copy: 6, slot: 1 }, { copy: 3 }, { insert: 1, copy: 3, slot: 1, delta: -1 }],
        literals: ' ',
      },
    ],
    ['may copy from the list', 'a.js', { sources: [0], ops: [{ copy: 4 }] }],
  ])('%s', async (_, content, body) => {
    const { outcome, made } = await applied(patchOf(content, body), old)
    expect(outcome).toBe('applied')
    expect(text(made.get(sha256(content)))).toBe(content)
  })
})

it('[F4] a patch that is made from another release is refused at once', async () => {
  const { outcome, made } = await applied(patch, sideOf({ 'index.html': 'something else' }))
  expect(outcome).toBe('other-source')
  expect(made.size).toBe(0)
})

describe('[F5] refused is a patch', () => {
  const world = (ops: PatchPlan['contents'][number]['ops'] = [], literals = '') =>
    patchOf('hello', { sources: [3], ops, literals })
  const altered = (at: number, byte: number) => patch.with(at, byte)
  const listed = (list: string) =>
    bytesOf(
      assemblePatch({
        from: listOf(old.entries),
        to: list,
        list: { ops: [{ insert: Buffer.byteLength(list) }], literals: list },
        contents: [],
      }),
    )
  const line = (path: string, size = '5') => `${path}\t${sha256('hello')}\t${size}\ttext/plain\n`
  /** A hundred bytes, each by a copy of its own that goes back by one. */
  const wordy = Array.from({ length: 100 }, (_, n) => ({ copy: 1, delta: n > 0 ? -1 : 0 }))
  it.each<[string, Uint8Array]>([
    ['without the magic', altered(0, 0x51)],
    ['of another version', altered(3, 2)],
    ['that is HTML', Buffer.from('<title>Log in</title>')],
    ['whose list has another hash', altered(36, patch[36] === 0 ? 1 : 0)],
    ['whose list is longer than any', Buffer.concat([patch.subarray(0, 68), Uint8Array.of(0x81, 0xc8, 0xd0, 7)])],
    ['whose list leaves the release', listed(line('../x') + line('index.html'))],
    ['whose list is not sorted', listed(line('index.html') + line('a.js'))],
    ['whose list has a path twice', listed(line('index.html') + line('index.html'))],
    ['whose list writes a size otherwise', listed(line('index.html', '0x5'))],
    ['whose list has no end', listed(line('index.html').trimEnd())],
    [
      'with a number of nine bytes',
      Buffer.concat([patch.subarray(0, 68), Uint8Array.of(128, 128, 128, 128, 128, 128, 128, 128, 0)]),
    ],
    [
      'with a number that is too large',
      Buffer.concat([patch.subarray(0, 68), Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 127)]),
    ],
    ['with five sources', patchOf('hello', { sources: [0, 1, 2, 3, 0] })],
    ['with a source that the old release has not', patchOf('hello', { sources: [4] })],
    ['with more ops than any body needs', patchOf('h'.repeat(100), { sources: [sourceOf('index.html')], ops: wordy })],
    ['with an op that makes nothing', world([{ copy: 5 }, {}])],
    ['that copies without a source', patchOf('hello', { ops: [{ copy: 5 }] })],
    ['that copies from a slot it does not have', patchOf('hello', { sources: [3, 3], ops: [{ copy: 5, slot: 2 }] })],
    ['that copies from before its source', world([{ copy: 5, delta: -1 }])],
    ['that copies from past its source', world([{ copy: 5, delta: 11 }])],
    ['that makes too little', world([{ copy: 4 }])],
    ['that makes too much', world([{ copy: 6 }])],
    ['that has ops for nothing', patchOf('', { ops: [{ insert: 1 }], literals: 'x' })],
    ['whose ops end in a number', patchOf('hello', { ops: [{ insert: 5 }], literals: 'hello' }).with(-7, 1)],
    ['that goes on after its end', Buffer.concat([patch, Uint8Array.of(0)])],
  ])('%s', async (_, bytes) => {
    expect((await applied(bytes, old)).outcome).toBe('illegal')
  })
})

it('[F6] a patch that ends too early did not arrive; what it made is good', async () => {
  for (let length = 4; length < patch.length; length += 1) {
    const { outcome, made } = await applied(patch.subarray(0, length), old, { piece: 50 })
    expect(outcome).toBe('unreachable')
    for (const [hash, bytes] of made) expect(sha256(bytes)).toBe(hash)
  }
  expect((await applied(patch.subarray(0, -1), old)).made.size).toBe(2)
})

it('[F7] a content that has other bytes than those of its hash is not given, and costs no other', async () => {
  const bytes = patch.with(patch.lastIndexOf('2'.charCodeAt(0), -4), 120)
  const altered = { ...old, contents: { ...old.contents, 'a.js': 'one two THREE' } }
  for (const [given, from] of [
    [bytes, old],
    [patch, altered],
  ] as const) {
    const { outcome, made } = await applied(given, { ...from, entries: old.entries })
    expect(outcome).toBe('wrong-bytes')
    expect([...made.keys()]).not.toContain(hashOf('a.js'))
    expect([...made.keys()]).toContain(hashOf('index.html'))
  }
})

it('[F8] a source that is gone costs the contents that copy from it, and no other', async () => {
  const { outcome, made } = await applied(patch, old, { gone: [sha256('one two three')] })
  expect(outcome).toBe('wrong-bytes')
  expect([...made.keys()]).toEqual([hashOf('c.js'), hashOf('index.html')])
})

it('[F9] what is not wanted is read past, and its sources are left alone', async () => {
  const { outcome, made, reads } = await applied(patch, old, { kept: [hashOf('a.js')] })
  expect(outcome).toBe('applied')
  expect([...made.keys()]).toEqual([hashOf('c.js'), hashOf('index.html')])
  expect(new Set(reads.map((read) => read.sha256))).toEqual(new Set([sha256('hello old world')]))
})

it('[F10] a patch from nothing is the whole release', async () => {
  const nothing = sideOf({})
  const { outcome, made } = await applied(bytesOf(simplePatch(nothing, next)), nothing, { piece: 100 })
  expect(outcome).toBe('applied')
  expect(made.size).toBe(4)
})

it('[F11] of a source only what is needed is read, once for each content, in pieces of 256 KiB', async () => {
  const big = sideOf({ 'index.html': Buffer.from(Uint8Array.from({ length: 6_000_000 }, (_, n) => (n * n) >> 7)) })
  const bytes = big.contents['index.html'] as Buffer
  const content = Buffer.concat([bytes.subarray(2_000_000, 5_000_000), bytes.subarray(500_000, 1_500_000)])
  const to = sideOf({ 'index.html': content })
  const [from, list] = [listOf(big.entries), listOf(to.entries)]
  const contents = [
    {
      sources: [1],
      ops: [
        { copy: 3_000_000, delta: 2_000_000 },
        { copy: 1_000_000, delta: -4_500_000 },
      ],
    },
  ]
  const given = bytesOf(
    assemblePatch({ from, to: list, list: { ops: [{ insert: list.length }], literals: list }, contents }),
  )
  const { outcome, reads } = await applied(given, big, { most: 1e7 })
  expect(outcome).toBe('applied')
  expect(reads[0]?.start).toBe(500_000)
  expect(reads.at(-1)?.end).toBe(5_000_000)
  for (const [n, { start, end }] of reads.entries()) {
    expect(end - start).toBeLessThanOrEqual(2 ** 18)
    expect(end).toBe(reads[n + 1]?.start ?? 5_000_000)
  }
})

it('[F14] a patch to another release than the one asked for is refused before anything of it is used', async () => {
  const list = listOf(next.entries)
  expect((await applied(patch, old, { to: sha256(list) })).outcome).toBe('applied')
  expect(await applied(patch, old, { to: sha256(`${list}x`) })).toMatchObject({
    outcome: 'illegal',
    release: undefined,
  })
})
