const utf8 = new TextEncoder()

/** A two-byte integer (MQTT 3.1.1, section 1.5.2; MQTT 5, 1.5.2). */
export const two = (value: number): number[] => [value >> 8, value & 255]

/** A four-byte integer (MQTT 5, section 1.5.3). */
export const four = (value: number): number[] => [...two(value >>> 16), ...two(value & 0xffff)]

/** The bytes of a text alone. */
export const bytesOf = (text: string): number[] => [...utf8.encode(text)]

/**
 * A text with its length before it (MQTT 3.1.1, section 1.5.3; MQTT 5, 1.5.4).
 *
 * @throws RangeError when it has more than 65,535 bytes
 */
export function text(value: string): number[] {
  const bytes = bytesOf(value)
  if (bytes.length > 0xffff) throw new RangeError('too long for MQTT')
  return [...two(bytes.length), ...bytes]
}

/** A packet: its first byte, the length of what follows (MQTT 3.1.1, section 2.2.3; MQTT 5, 1.5.5), and that. */
export function packet(first: number, body: readonly number[]): Uint8Array<ArrayBuffer> {
  const length = []
  let left = body.length
  do {
    length.push((left & 127) | (left > 127 ? 128 : 0))
    left >>= 7
  } while (left > 0)
  return Uint8Array.from([first, ...length, ...body])
}
