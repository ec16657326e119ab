import { refuse } from './refusal.ts'
import { type Cursor, readVarint } from './varint.ts'

/** One walk over the ops of a body: at its current op. */
export interface Ops extends Cursor {
  /** Go on to the next op; `false` after the last. @throws PatchRefusal `illegal` */
  next(): boolean
  /** Bytes that come from the literals, and then from a source. */
  insert: number
  copy: number
  /** Which source the copy is from, and where it starts there; only if there is a copy. */
  slot: number
  from: number
  /** Where in the result the copy goes; the inserted bytes go right before it. */
  to: number
}

/**
 * Walk over ops, however often. Nothing is kept of them: of a large body they are many.
 *
 * @param sources sizes of the sources this body copies from, in bytes
 * @param size bytes that the body makes
 */
export function walkOps(bytes: Uint8Array, sources: readonly { size: number }[], size: number): Ops {
  const ends = sources.map(() => 0)
  const ops: Ops = {
    bytes,
    at: 0,
    insert: 0,
    copy: 0,
    slot: 0,
    from: 0,
    to: 0,
    next() {
      const made = ops.to + ops.copy
      if (ops.at === bytes.length) return made !== size && refuse('illegal')
      ops.insert = readVarint(ops)
      ops.copy = readVarint(ops)
      ops.to = made + ops.insert
      if (ops.to + ops.copy === made || ops.to + ops.copy > size) refuse('illegal')
      if (!ops.copy) return true
      ops.slot = ends.length > 1 ? readVarint(ops) : 0
      const source = sources[ops.slot] ?? refuse('illegal')
      const delta = readVarint(ops)
      ops.from = (ends[ops.slot] as number) + ops.insert + (delta % 2 ? -(delta + 1) / 2 : delta / 2)
      const end = ops.from + ops.copy
      if (ops.from < 0 || end > source.size) refuse('illegal')
      ends[ops.slot] = end
      return true
    },
  }
  return ops
}
