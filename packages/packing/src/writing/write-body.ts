import type { Copy } from '../matching/copies.ts'
import { ByteWriter } from './byte-writer.ts'

/**
 * The body (docs/patch-format.md) that makes `target` by these copies. Sources that nothing is copied from are left out:
 * with one source, no op has to say which.
 *
 * @param target the bytes to make
 * @param copies in the order of the target, apart from each other
 * @param sources the number of each slot's source
 * @returns pieces of the patch, one after the other
 */
export function* writeBody(
  target: Uint8Array,
  copies: readonly Copy[],
  sources: readonly number[],
): Generator<Uint8Array> {
  const used = [...new Set(copies.map(({ slot }) => slot))].sort((one, other) => one - other)
  const head = new ByteWriter()
  head.varint(used.length)
  for (const slot of used) head.varint(sources[slot] as number)

  const ops = new ByteWriter()
  const ends = new Map(used.map((slot) => [slot, 0]))
  let at = 0
  for (const copy of copies) {
    const insert = copy.at - at
    ops.varint(insert)
    ops.varint(copy.length)
    if (used.length > 1) ops.varint(used.indexOf(copy.slot))
    ops.zigzag(copy.from - ((ends.get(copy.slot) as number) + insert))
    ends.set(copy.slot, copy.from + copy.length)
    at = copy.at + copy.length
  }
  if (at < target.length) {
    ops.varint(target.length - at)
    ops.varint(0)
  }

  head.varint(ops.length)
  head.append(ops.finish())
  yield head.finish()
  yield literalsOf(target, copies)
}

/** What no copy makes. Thousands of short pieces are joined: each would be a step of whoever writes them. */
function literalsOf(target: Uint8Array, copies: readonly Copy[]): Uint8Array {
  if (copies.length === 0) return target
  const literals = new ByteWriter()
  let at = 0
  for (const copy of copies) {
    literals.append(target.subarray(at, copy.at))
    at = copy.at + copy.length
  }
  literals.append(target.subarray(at))
  return literals.finish()
}
