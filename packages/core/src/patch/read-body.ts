import type { ByteStream } from './byte-stream.ts'
import { walkOps } from './ops.ts'
import { refuse } from './refusal.ts'

/** What a body may copy from; `size` in bytes. */
export interface PatchSource {
  size: number
  /** Its bytes from `start` up to, not including, `end`. Rejects when they are not to be had. */
  read(start: number, end: number): Promise<Uint8Array>
}

const MOST_SOURCES = 4
/** A source is read in pieces of at most half of what is being made, or of this many bytes: with little memory, and little waiting. */
const PIECE = 2 ** 20
/** Fewer bytes are copied one by one, which is faster than setting up a view of them. */
const FEW = 48

/**
 * Read the next body of a patch, and make what it stands for. Each source is read once at most, one piece after the
 * other, and for each piece there is one walk over the ops: so nothing is waited for within a walk.
 *
 * @param size bytes it makes
 * @param wanted otherwise it is only read past
 * @returns `undefined` when it was not wanted, or a source was not to be had
 * @throws PatchRefusal `illegal` or `unreachable`
 */
export async function readBody(
  stream: ByteStream,
  size: number,
  sources: readonly PatchSource[],
  wanted: boolean,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const count = await stream.varint()
  if (count > MOST_SOURCES) refuse('illegal')
  const used: PatchSource[] = []
  while (used.length < count) used.push(sources[await stream.varint()] ?? refuse('illegal'))
  const length = await stream.varint()
  if (length > 16 * (size + 1)) refuse('illegal')
  const bytes = await stream.take(length)

  const made = wanted ? roomFor(size) : undefined
  /** The part of each source that is needed. */
  const reach = used.map(() => ({ start: Number.POSITIVE_INFINITY, end: 0 }))
  const ops = walkOps(bytes, used, size)
  while (ops.next()) {
    for (let left = ops.insert; left > 0; ) {
      if (stream.at === stream.bytes.length && !(await stream.ready(1))) refuse('unreachable')
      const here = Math.min(left, stream.bytes.length - stream.at)
      if (made) copy(stream.bytes, stream.at, here, made, ops.to - left)
      stream.at += here
      left -= here
    }
    const needed = reach[ops.slot]
    if (!ops.copy || !needed) continue
    needed.start = Math.min(needed.start, ops.from)
    needed.end = Math.max(needed.end, ops.from + ops.copy)
  }

  const most = Math.max(PIECE, Math.ceil(size / 2))
  try {
    for (const [slot, { start, end }] of reach.entries())
      for (let at = start; made && at < end; at += most) {
        const stop = Math.min(end, at + most)
        const piece = await (used[slot] as PatchSource).read(at, stop)
        const ops = walkOps(bytes, used, size)
        while (ops.next()) {
          if (!ops.copy || ops.slot !== slot) continue
          const first = Math.max(ops.from, at)
          const here = Math.min(ops.from + ops.copy, stop) - first
          if (here > 0) copy(piece, first - at, here, made, ops.to + first - ops.from)
        }
      }
    return made
  } catch {
    return undefined // the source is gone: this one is downloaded in full
  }
}

/** A size that no memory has is as good as a source that is gone. */
function roomFor(size: number): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(size)
  } catch {
    return undefined
  }
}

function copy(from: Uint8Array, start: number, count: number, into: Uint8Array, at: number): void {
  if (count > FEW) into.set(from.subarray(start, start + count), at)
  else for (let n = 0; n < count; n += 1) into[at + n] = from[start + n] as number
}
