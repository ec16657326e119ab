import type { Protocol } from '../line.ts'
import type { Heard } from './heard.ts'
import { readPacket } from './read-packet.ts'
import { LONGEST } from './words.ts'

/**
 * Cuts what comes over a WebSocket into packets: its messages may end anywhere (MQTT 3.1.1 and 5, section 6.0). After
 * the first nonsense there is nothing more to read.
 *
 * @returns feed it with the bytes as they come; it answers with the packets that are whole by now
 */
export function packetReader(protocol: Protocol): (bytes: Uint8Array) => Heard[] {
  let first: number | undefined
  let length = 0
  let shift = 0
  let body: Uint8Array | undefined
  let filled = 0
  let isOver = false

  /** Take in what there is from `at` on; how far that went. */
  function take(bytes: Uint8Array, at: number): number {
    if (body) {
      const part = bytes.subarray(at, at + length - filled)
      body.set(part, filled)
      filled += part.length
      return at + part.length
    }
    const byte = bytes[at] ?? 0
    if (first === undefined) {
      first = byte
      length = shift = filled = 0
      return at + 1
    }
    length |= (byte & 127) << shift
    shift += 7
    // Never more than four bytes of length (2.2.3; MQTT 5, 1.5.5), and no more than this end takes.
    if (length > LONGEST || (byte > 127 && shift > 21)) isOver = true
    else if (byte < 128) body = new Uint8Array(length)
    return at + 1
  }

  return (bytes) => {
    const heard: Heard[] = []
    let at = 0
    while (at < bytes.length && !isOver) {
      at = take(bytes, at)
      if (isOver) heard.push({ is: 'nonsense' })
      else if (first !== undefined && body && filled === length) {
        const packet = readPacket(first, body, protocol)
        heard.push(packet)
        isOver = packet.is === 'nonsense'
        first = body = undefined
      }
    }
    return heard
  }
}
