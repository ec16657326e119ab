/** What a connection that begins so is: MQTT, something else, or not told yet. */
export type Beginning =
  | { kind: 'more' }
  | { kind: 'mqtt' }
  | { kind: 'level'; level: number }
  | { kind: 'tls' }
  | { kind: 'http' }
  | { kind: 'other' }

/** CONNECT, with its reserved bits. */
const CONNECT = 0x10
/** A TLS record with a handshake (RFC 8446, section 5.1). */
const TLS_HANDSHAKE = 0x16
const HTTP_METHODS = ['GET ', 'HEAD ', 'POST ', 'PUT ', 'DELETE ', 'OPTIONS ', 'PATCH ', 'CONNECT ', 'PRI * ']
/** Protocol levels of MQTT 3.1, 3.1.1 and 5. */
const LEVELS = [3, 4, 5]
/** A CONNECT is never longer, bytes: two of its fields have up to 64 KiB, and the others as much together. */
const LONGEST = 256 * 1024
/** A bridge sets the highest bit of its level. */
const BRIDGE = 0x80

/**
 * Tells from a connection’s first bytes what speaks there, as far as the level that CONNECT asks for (MQTT 5, section
 * 3.1.2). What is wrong behind it is for the broker to find.
 *
 * @example beginningOf(Buffer.from('GET / HTTP/1.1')) // { kind: 'http' }
 */
export function beginningOf(bytes: Uint8Array): Beginning {
  const [first] = bytes
  if (first === undefined) return { kind: 'more' }
  if (first === TLS_HANDSHAKE) return { kind: 'tls' }
  if (first !== CONNECT) return isHttp(bytes)
  const { name, remaining } = lengthIn(bytes)
  if (name === undefined) return { kind: 'more' }
  const length = ((bytes[name] ?? 0) << 8) | (bytes[name + 1] ?? 0)
  // "MQTT" or, in 3.1, "MQIsdp"; another name, or a packet that is too long, is for the broker to refuse.
  if (remaining > LONGEST || (bytes.length > name + 1 && length !== 4 && length !== 6)) return { kind: 'mqtt' }
  const level = bytes[name + 2 + length]
  if (bytes.length < name + 2 || level === undefined) return { kind: 'more' }
  return LEVELS.includes(level & ~BRIDGE) ? { kind: 'mqtt' } : { kind: 'level', level }
}

/** How long the packet is, and where the protocol’s name begins: nowhere while the remaining length has not come whole. */
function lengthIn(bytes: Uint8Array): { name?: number; remaining: number } {
  let remaining = 0
  for (let at = 1; at <= 4; at++) {
    const byte = bytes[at]
    if (byte === undefined) return { remaining: 0 }
    remaining += (byte & 127) * 128 ** (at - 1)
    if (byte < 128) return { name: at + 1, remaining }
  }
  return { name: 5, remaining: Number.POSITIVE_INFINITY }
}

function isHttp(bytes: Uint8Array): Beginning {
  const text = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  if (HTTP_METHODS.some((method) => text.startsWith(method))) return { kind: 'http' }
  return HTTP_METHODS.some((method) => method.startsWith(text)) ? { kind: 'more' } : { kind: 'other' }
}
