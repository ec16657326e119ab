import { createHash } from 'node:crypto'
import { applyPatch } from '@relevo/core/patch'
import { encodePatch } from '@relevo/packing'
import { expect, it } from 'vitest'
import { editsOf, randomOf } from '../packages/packing/src/testing/edits.ts'
import { releaseOf } from '../packages/packing/src/testing/release-of.ts'

type Release = ReturnType<typeof releaseOf>
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Write a patch as the server does and apply it as a tablet does, in pieces that end anywhere. */
async function sent(from: Release | undefined, to: Release, piece: number): Promise<Map<string, Uint8Array>> {
  const parts: Uint8Array[] = []
  for await (const part of encodePatch(from, to)) parts.push(Uint8Array.from(part))
  const patch = Buffer.concat(parts)
  const made = new Map<string, Uint8Array>()
  let at = 0
  const outcome = await applyPatch(Object.entries(from?.files ?? {}), 'r2', {
    async pull() {
      at += piece
      const part = patch.subarray(at - piece, at)
      return part.length ? part : undefined
    },
    read: async (hash, start, end) => from?.bytes.get(hash)?.subarray(start, end) ?? new Uint8Array(),
    sha256: async (bytes) => sha256(bytes),
    async listed(release) {
      expect({ ...release.files }).toEqual({ ...to.files })
      return to.bytes
    },
    made: async (content, bytes) => void made.set(content.sha256, bytes.slice()),
  })
  expect(outcome).toBe('applied')
  return made
}

it('a tablet makes of a patch what the server has put into it', async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = randomOf(seed)
    const program = () => Uint8Array.from({ length: random(20_000) }, () => 32 + random(1 + random(60)))
    const before = Array.from({ length: 1 + random(6) }, program)
    const named = (contents: Uint8Array[]) =>
      releaseOf(Object.fromEntries(contents.map((bytes, n) => [`a/ñ-${n}-${random(3)}.js`, bytes])))
    const old = named(before)
    const next = named([...before.map((bytes) => (random(3) ? editsOf(bytes, before, random) : bytes)), program()])
    for (const from of [old, undefined]) {
      const made = await sent(from, next, 1 + random(9_000))
      const missing = [...next.bytes.keys()].filter((hash) => !from?.bytes.has(hash))
      expect([...made.keys()].toSorted(), `seed ${seed}`).toEqual(missing.toSorted())
    }
  }
})
