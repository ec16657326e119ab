import type { AedesPublishPacket } from 'aedes'
import { generate } from 'mqtt-packet'

/** The bytes of one message, but for the identifier that each of its receivers gives it. */
interface Encoded {
  packet: AedesPublishPacket
  version: number
  bytes: Buffer
  /** Where the identifier stands. */
  at: number
}

/** One for each version of MQTT: a message goes to all its receivers before the next one does. */
const last = new Map<number, Encoded>()

/**
 * The bytes of a QoS 1 message. Its receivers follow each other, and it is made into bytes once for all of them (MQTT 5,
 * section 3.3): what is each receiver’s own is the packet identifier.
 *
 * @param version 3, 4 or 5
 * @example client.conn.write(encoded(packet, 4, 17))
 */
export function encoded(packet: AedesPublishPacket, version: number, messageId: number): Buffer {
  const known = last.get(version)
  const made = known && isSame(known.packet, packet) ? known : encode(packet, version)
  last.set(version, made)
  const bytes = Buffer.from(made.bytes)
  bytes.writeUInt16BE(messageId, made.at)
  return bytes
}

/** The library makes a copy of a message for each receiver; what is in it is the same. */
function isSame(one: AedesPublishPacket, other: AedesPublishPacket): boolean {
  return (
    one.payload === other.payload &&
    one.topic === other.topic &&
    one.retain === other.retain &&
    one.dup === other.dup &&
    one.properties === other.properties
  )
}

function encode(packet: AedesPublishPacket, version: number): Encoded {
  const { topic, payload, retain, dup, properties } = packet
  const bytes = generate(
    { cmd: 'publish', qos: 1, messageId: 1, topic, payload, retain, dup, ...(properties && { properties }) },
    { protocolVersion: version },
  )
  // Behind the fixed header, whose length ends with the first byte below 128, and the topic with its own length.
  let at = 2
  while ((bytes[at - 1] ?? 0) >= 128) at += 1
  return { packet, version, bytes, at: at + 2 + bytes.readUInt16BE(at) }
}
