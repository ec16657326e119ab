import type { PatchOutcome } from '../protocol/patch-outcome.ts'
import { refuse } from './refusal.ts'

/** Bytes, and how far they are read. */
export interface Cursor {
  data: Uint8Array
  at: number
}

/**
 * Read an unsigned number below 2^53: seven bits a byte, the lowest first (LEB128), at most eight bytes.
 *
 * @param short what it means that the bytes end in its midst
 * @throws PatchRefusal `illegal` for any other number, or what `short` says
 * @example readVarint({ data: Uint8Array.of(0xac, 0x02), at: 0 }) // 300
 */
export function readVarint(cursor: Cursor, short: PatchOutcome = 'illegal'): number {
  let value = 0
  for (let scale = 1; scale < 2 ** 56; scale *= 128) {
    const byte = cursor.data[cursor.at++] ?? refuse(short)
    value += (byte & 127) * scale
    // One that is too large stays so, whatever follows.
    if (byte < 128 && value < 2 ** 53) return value
  }
  return refuse('illegal')
}
