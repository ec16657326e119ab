import type { Protocol } from '../line.ts'
import { type Cursor, cursorOn } from './cursor.ts'
import type { Heard } from './heard.ts'
import { readProperties } from './properties.ts'

/** Server Keep Alive and Maximum Packet Size (MQTT 5, sections 3.2.2.3.14 and 3.2.2.3.6). */
const KEEP_ALIVE = 0x13
const LONGEST = 0x27

/**
 * Read one packet.
 *
 * @param first its first byte: what it is, and flags (MQTT 3.1.1 and 5, section 2.1)
 * @param body what follows the length
 */
export function readPacket(first: number, body: Uint8Array, protocol: Protocol): Heard {
  const packet = cursorOn(body)
  const isFive = protocol === '5'
  try {
    // Of a PUBLISH the flags say something; QoS 2 is more than was asked for, and 3 is none (3.3.1.2).
    if ((first & 0xf4) === 0x30) return readPublish(packet, first & 2, isFive)
    switch (first) {
      case 0x20:
        return readConnack(packet, isFive)
      case 0x40:
        return readAnswer(packet, isFive || 'ends here')
      case 0x90:
        return readAnswer(packet, true)
      case 0xd0:
        if (packet.isAtEnd()) return { is: 'answer', id: 0 }
    }
  } catch {
    // It says more than is there.
  }
  return { is: 'nonsense' }
}

function readConnack(packet: Cursor, isFive: boolean): Heard {
  const session = packet.number(1)
  const code = packet.number(1)
  const properties = isFive ? readProperties(packet) : undefined
  // There is no session that could be there before (3.2.2.2; MQTT 5, 3.2.2.1.1).
  if (session !== 0 || !packet.isAtEnd()) return { is: 'nonsense' }
  return { is: 'connack', code, keepAlive: properties?.get(KEEP_ALIVE), longest: properties?.get(LONGEST) }
}

function readPublish(packet: Cursor, qos: number, isFive: boolean): Heard {
  const topic = packet.text()
  const id = qos === 0 ? undefined : packet.number(2)
  if (isFive) readProperties(packet)
  // Without a topic it means an earlier one, by a number that was never allowed (MQTT 5, 3.3.2.3.4).
  if (topic === '' || id === 0) return { is: 'nonsense' }
  const text = packet.rest()
  return id === undefined ? { is: 'publish', text } : { is: 'publish', text, id }
}

/** In MQTT 3.1.1 nothing follows the id of a PUBACK; in 5, and in a SUBACK, how it went, which changes nothing here. */
function readAnswer(packet: Cursor, more: true | 'ends here'): Heard {
  const id = packet.number(2)
  return id === 0 || (more !== true && !packet.isAtEnd()) ? { is: 'nonsense' } : { is: 'answer', id }
}
