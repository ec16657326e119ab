import { refuse } from './refusal.ts'
import { type Cursor, readVarint } from './varint.ts'

/** Gives the next bytes of a patch, as many as have just arrived; `undefined` at its end. */
export type Pull = () => Promise<Uint8Array | undefined>

/** Bytes that arrive piece by piece. The cursor is over what is at hand; who finds enough there need not wait. */
export interface ByteStream extends Cursor {
  /** Have so many bytes at hand, or as many as there still are: whether they are enough. */
  ready(count: number): Promise<boolean>
  /** @throws PatchRefusal `unreachable` when there are fewer */
  take(count: number): Promise<Uint8Array>
  varint(): Promise<number>
}

/** No number of a patch is longer. */
const LONGEST = 8

export function streamOf(pull: Pull): ByteStream {
  const stream: ByteStream = {
    data: new Uint8Array(),
    at: 0,
    async ready(count) {
      const rest = stream.data.subarray(stream.at)
      let have = rest.length
      if (have >= count) return true
      const parts = have ? [rest] : []
      for (let part = await pull(); part; part = have < count ? await pull() : undefined) {
        parts.push(part)
        have += part.length
      }
      stream.data = joined(parts, have)
      stream.at = 0
      return have >= count
    },
    async take(count) {
      if (!(await stream.ready(count))) refuse('unreachable')
      stream.at += count
      return stream.data.subarray(stream.at - count, stream.at)
    },
    async varint() {
      await stream.ready(LONGEST)
      return readVarint(stream, 'unreachable')
    },
  }
  return stream
}

function joined(parts: Uint8Array[], length: number): Uint8Array {
  if (parts[0]?.length === length) return parts[0]
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
