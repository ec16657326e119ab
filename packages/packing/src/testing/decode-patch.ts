import { createHash } from 'node:crypto'
import { contentsOf, listOf, readList } from '@relevo/core/patch'
import type { PatchSide } from '../encode-patch.ts'

/** The bytes of a patch, read strictly as docs/patch-format.md says: whatever it calls illegal throws. */
class Reader {
  readonly bytes: Uint8Array
  at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw new Error('the patch ends early')
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }

  varint(): number {
    let value = 0
    for (let place = 0; place < 8; place++) {
      const byte = this.take(1)[0] as number
      value += (byte & 127) * 2 ** (7 * place)
      if (byte < 128) {
        if (!Number.isSafeInteger(value)) throw new Error('a number is too large')
        return value
      }
    }
    throw new Error('a number is too long')
  }

  zigzag(): number {
    const value = this.varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  hex(): string {
    return Buffer.from(this.take(32)).toString('hex')
  }
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** One body that makes `size` bytes. */
async function readBody(
  reader: Reader,
  size: number,
  source: (number: number) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const k = reader.varint()
  if (k > 4) throw new Error(`${k} sources`)
  const sources: Uint8Array[] = []
  for (let slot = 0; slot < k; slot++) sources.push(await source(reader.varint()))
  const n = reader.varint()
  if (n > 2 * size + 64) throw new Error('more ops than are allowed')
  const ops = new Reader(reader.take(n))
  const ends = sources.map(() => 0)
  const made = new Uint8Array(size)
  let at = 0
  while (ops.at < n) {
    const insert = ops.varint()
    const copy = ops.varint()
    if (insert + copy === 0) throw new Error('an op of nothing')
    if (at + insert + copy > size) throw new Error('too much is made')
    at += insert
    if (copy === 0) continue
    const slot = k > 1 ? ops.varint() : 0
    const from = sources[slot]
    if (!from) throw new Error(`no slot ${slot}`)
    const begin = (ends[slot] as number) + insert + ops.zigzag()
    if (begin < 0 || begin + copy > from.length) throw new Error('a copy from outside of its source')
    made.set(from.subarray(begin, begin + copy), at)
    ends[slot] = begin + copy
    at += copy
  }
  if (at !== size) throw new Error(`${at} bytes of ${size}`)
  // The literals follow all ops, so that where they go is known by then.
  const again = new Reader(ops.bytes)
  at = 0
  while (again.at < n) {
    const insert = again.varint()
    made.set(reader.take(insert), at)
    const copy = again.varint()
    at += insert + copy
    if (copy === 0) continue
    if (k > 1) again.varint()
    again.zigzag()
  }
  return made
}

/**
 * Undo a patch, by the format's document alone: the encoder is tested against this and against what tablets run.
 *
 * @returns what the new release has and the old one has not, by hash, and the new list
 */
export async function decodePatch(
  patch: Uint8Array,
  from: PatchSide | undefined,
): Promise<{ list: string; made: Map<string, Uint8Array> }> {
  const reader = new Reader(patch)
  if (Buffer.from(reader.take(4)).toString('hex') !== '52565001') throw new Error('no patch')
  const oldFiles = Object.entries(from?.files ?? {})
  const oldList = new TextEncoder().encode(listOf(oldFiles))
  if (reader.hex() !== sha256(oldList)) throw new Error('from another release')
  const to = reader.hex()
  const old = contentsOf(oldFiles)
  const source = async (number: number) => {
    const content = old[number - 1]
    if (number === 0) return oldList
    if (!content || !from) throw new Error(`no source ${number}`)
    return from.read(content.sha256)
  }
  const listBytes = await readBody(reader, reader.varint(), source)
  if (sha256(listBytes) !== to) throw new Error('another list than it says')
  const list = new TextDecoder().decode(listBytes)
  const has = new Set(old.map((content) => content.sha256))
  const made = new Map<string, Uint8Array>()
  for (const content of contentsOf(Object.entries(readList(list, 'new').files))) {
    if (has.has(content.sha256)) continue
    const bytes = await readBody(reader, content.size, source)
    if (sha256(bytes) !== content.sha256) throw new Error(`other bytes than ${content.sha256}`)
    made.set(content.sha256, bytes)
  }
  if (reader.at !== patch.length) throw new Error('something follows the last content')
  return { list, made }
}
