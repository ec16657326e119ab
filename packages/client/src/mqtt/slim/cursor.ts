const utf8 = new TextDecoder()

/** Reads a packet from its beginning to its end. Whatever would lie behind the end throws a `RangeError`. */
export interface Cursor {
  /** Nothing is left. */
  isAtEnd(): boolean
  /** An integer of that many bytes. */
  number(bytes: 1 | 2 | 4): number
  /** A variable byte integer (MQTT 5, section 1.5.5). */
  varint(): number
  /** Text, or binary data, with its length before it. */
  text(): string
  /** All that is left, as text. */
  rest(): string
  /** A cursor of the next bytes alone, which this one leaves behind. */
  part(length: number): Cursor
}

export function cursorOn(bytes: Uint8Array): Cursor {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const take = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw new RangeError('a packet ends too early')
    at += length
    return bytes.subarray(at - length, at)
  }
  const cursor: Cursor = {
    isAtEnd: () => at === bytes.length,
    number(length) {
      at += length
      if (length === 1) return view.getUint8(at - 1)
      return length === 2 ? view.getUint16(at - 2) : view.getUint32(at - 4)
    },
    varint() {
      let value = 0
      for (let shift = 0; shift < 28; shift += 7) {
        const byte = cursor.number(1)
        value |= (byte & 127) << shift
        if (byte < 128) return value
      }
      throw new RangeError('a number that is too long')
    },
    text: () => utf8.decode(take(cursor.number(2))),
    rest: () => utf8.decode(take(bytes.length - at)),
    part: (length) => cursorOn(take(length)),
  }
  return cursor
}
