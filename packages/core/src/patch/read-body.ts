import type { ByteStream } from './byte-stream.ts'
import { refuse } from './refusal.ts'
import { type Cursor, readVarint } from './varint.ts'

/** What a body may copy from; `size` in bytes. */
export interface PatchSource {
  size: number
  /**
   * Its bytes from `start` up to, not including, `end`; good until the next call for this lane. Rejects when they are not
   * to be had.
   */
  read(start: number, end: number, isLast: boolean, lane: number): Promise<Uint8Array>
}

const MOST_SOURCES = 4
/** A source is read in pieces of so many bytes: with little memory, and few walks. */
const PIECE = 2 ** 18

/** Memory for one content after the other: each in its own would be garbage, which no browser hurries to collect. */
export interface Room {
  bytes?: Uint8Array<ArrayBuffer>
}

/**
 * Read the next body of a patch, and begin what it stands for: the inserted bytes are there, and the copies are made
 * while the next is read. Each source is read once at most, one piece after the other, and for each piece there is one
 * walk over the ops: so nothing is waited for within a walk.
 *
 * @param size bytes it makes
 * @param room for what is made, good until the next is made there; without it the body is only read past
 * @param lane that the sources are read in
 * @returns makes the copies; gives `undefined` when it was not wanted, or a source was not to be had
 * @throws PatchRefusal `illegal` or `unreachable`
 */
export async function readBody(
  stream: ByteStream,
  size: number,
  sources: readonly PatchSource[],
  room?: Room,
  lane = 0,
): Promise<() => Promise<Uint8Array<ArrayBuffer> | undefined>> {
  const count = await stream.varint()
  if (count > MOST_SOURCES) refuse('illegal')
  const used: (PatchSource & { ended: number; low: number; high: number })[] = []
  while (used.length < count) {
    const source = sources[await stream.varint()] ?? refuse('illegal')
    used.push({ ...source, ended: 0, low: source.size, high: 0 })
  }
  const length = await stream.varint()
  if (length > 2 * size + 64) refuse('illegal')

  const ops: Cursor = { data: await stream.take(length), at: 0 }
  /** The op at hand: it inserts so many bytes, and copies so many from a source, from there, to there in the result. */
  let insert = 0
  let copy = 0
  let source = used[0]
  let from = 0
  let to = 0

  /** Go on to the next op; after the last, back to before the first. Of a large body they are many: none is kept. */
  function next(): boolean {
    const made = to + copy
    if (ops.at === length) {
      if (made !== size) refuse('illegal')
      for (const each of used) each.ended = 0
      ops.at = to = copy = 0
      return false
    }
    insert = readVarint(ops)
    copy = readVarint(ops)
    to = made + insert
    if (to + copy === made || to + copy > size) refuse('illegal')
    if (!copy) return true
    source = used[count > 1 ? readVarint(ops) : 0] ?? refuse('illegal')
    const delta = readVarint(ops)
    from = source.ended + insert + (delta % 2 ? -(delta + 1) / 2 : delta / 2)
    source.ended = from + copy
    if (from < 0 || source.ended > source.size) refuse('illegal')
    source.low = Math.min(source.low, from)
    source.high = Math.max(source.high, source.ended)
    return true
  }

  const made = room && roomFor(size, room)
  while (next())
    for (let left = insert; left > 0; ) {
      if (stream.at === stream.data.length && !(await stream.ready(1))) refuse('unreachable')
      const here = Math.min(left, stream.data.length - stream.at)
      if (made) copyBytes(stream.data, stream.at, here, made, to - left)
      stream.at += here
      left -= here
    }

  return async () => {
    if (made)
      try {
        for (const each of used)
          for (let start = each.low; start < each.high; ) {
            const end = Math.min(each.high, start + PIECE)
            const piece = await each.read(start, end, end === each.high, lane)
            while (next()) {
              const at = Math.max(from, start)
              const here = Math.min(from + copy, end) - at
              if (source === each && here > 0) copyBytes(piece, at - start, here, made, to + at - from)
            }
            start = end
          }
      } catch {
        return undefined // the source is gone: this one is downloaded in full
      }
    return made
  }
}

/** Most are a few bytes: a view of each would be more garbage than they are bytes. */
function copyBytes(source: Uint8Array, from: number, count: number, made: Uint8Array, to: number): void {
  if (count > 64) made.set(source.subarray(from, from + count), to)
  else for (let n = 0; n < count; n++) made[to + n] = source[from + n] as number
}

/** A size that no memory has is as good as a source that is gone. */
function roomFor(size: number, room: Room): Uint8Array<ArrayBuffer> | undefined {
  if (!room.bytes || room.bytes.length < size)
    try {
      emptyRoom(room)
      room.bytes = new Uint8Array(size)
    } catch {
      return undefined
    }
  return room.bytes.subarray(0, size)
}

/** Let go of its memory: at once from Chrome 114 on, elsewhere when it is collected. */
export function emptyRoom(room: Room): void {
  room.bytes?.buffer.transfer?.(0)
  delete room.bytes
}
