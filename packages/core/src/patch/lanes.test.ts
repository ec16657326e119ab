import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { bytesOf, type Contents, entriesOf, sha256 } from '../testing/patch-assembler.ts'
import { type Side, simplePatch } from '../testing/simple-patch.ts'
import { applyPatch } from './apply-patch.ts'

const sideOf = (contents: Contents): Side => ({ contents, entries: entriesOf(contents) })
const old = sideOf({ 'index.html': 'the page' })
const small = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`${n}.js`, `content ${n} `.repeat(50)]))
const next = sideOf({ ...small, '4.js': 'x'.repeat(2 ** 19 + 1), 'index.html': 'the page' })
const bytes = bytesOf(simplePatch(old, next))
const paths = new Map(next.entries.map(([path, { sha256 }]) => [sha256, path]))

/** Apply a patch to a store that takes its time. @param fails the path that cannot be stored */
function slowly(patch: Uint8Array, fails?: string) {
  const begun: string[] = []
  const ended: string[] = []
  /** What was under way beside each, itself included. */
  const beside: Record<string, string[]> = {}
  let arrives: Uint8Array | undefined = patch
  const over = applyPatch(old.entries, 'r2', {
    async pull() {
      const all = arrives
      arrives = undefined
      return all
    },
    read: async () => Buffer.from('the page'),
    sha256: async (some) => sha256(some),
    listed: async () => paths,
    async made(content, made) {
      const path = paths.get(content.sha256) ?? ''
      begun.push(path)
      for (let turns = 0; turns < 5; turns++) await turn()
      beside[path] = begun.filter((one) => one === path || !ended.includes(one))
      ended.push(path)
      if (path === fails) throw new Error('full')
      expect(sha256(made)).toBe(content.sha256)
    },
  })
  return { over, begun, ended, beside }
}

it('[F11] keeps a few small contents at a time, and a large one by itself, each with bytes of its own', async () => {
  const { over, ended, beside } = slowly(bytes)
  expect(await over).toBe('applied')
  expect(ended.toSorted()).toEqual(Object.keys(small))
  expect(beside['4.js']).toEqual(['4.js'])
  const most = Math.max(...Object.values(beside).map(({ length }) => length))
  expect(most).toBe(3)
})

it('[F11] is over when nothing is under way any more, though it is refused or something is not stored', async () => {
  const refused = slowly(Buffer.concat([bytes, Buffer.of(0)]))
  await expect(refused.over).rejects.toThrow('illegal')
  expect(refused.ended).toHaveLength(9)

  const full = slowly(bytes, '1.js')
  await expect(full.over).rejects.toThrow('full')
  expect(full.ended.toSorted()).toEqual(full.begun.toSorted())
  expect(full.begun).not.toContain('8.js')
})
