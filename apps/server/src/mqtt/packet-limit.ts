import type { Duplex } from 'node:stream'

/** Largest MQTT packet, bytes. The protocol would allow 256 MiB, and the broker holds a packet until it is complete. */
export const PACKET_LIMIT = 256 * 1024

/**
 * Ends a connection that announces a packet larger than `PACKET_LIMIT`, before its bytes arrive. The broker reads with
 * `stream.read()`; what it reads is looked at on the way, for the length in each packet's fixed header.
 */
export function limitPackets<T extends Duplex>(stream: T): T {
  const fits = packetWatch(PACKET_LIMIT)
  const read = stream.read.bind(stream)
  stream.read = (size?: number) => {
    const chunk: Buffer | null = read(size)
    if (chunk === null || fits(chunk)) return chunk
    stream.destroy(new Error(`a packet of more than ${PACKET_LIMIT} bytes`))
    return null
  }
  return stream
}

/**
 * Follows the packets in a stream of chunks, however they are cut.
 *
 * @param most largest number of bytes after the fixed header
 * @returns a function that is false from the first chunk on with a larger or an impossible length
 */
export function packetWatch(most: number): (chunk: Uint8Array) => boolean {
  let ahead = 0 // bytes of the current packet still to pass
  let length = 0
  let factor = 0 // of the next length byte; 0 = the next byte is the packet's first
  return (chunk) => {
    for (let i = 0; i < chunk.length; ) {
      if (ahead > 0) {
        const passed = Math.min(ahead, chunk.length - i)
        ahead -= passed
        i += passed
        continue
      }
      const byte = chunk[i++] ?? 0
      if (factor === 0) {
        factor = 1
        length = 0
        continue
      }
      length += (byte & 127) * factor
      factor *= 128
      if (length > most || factor > 128 ** 4) return false
      if (byte < 128) {
        ahead = length
        factor = 0
      }
    }
    return true
  }
}
