import type { Cursor } from './cursor.ts'

/** Properties by what their values look like (MQTT 5, section 2.2.2.2). */
const ONE = [0x01, 0x17, 0x19, 0x24, 0x25, 0x28, 0x29, 0x2a]
const TWO = [0x13, 0x21, 0x22, 0x23]
const FOUR = [0x02, 0x11, 0x18, 0x27]
const TEXT = [0x03, 0x08, 0x09, 0x12, 0x15, 0x16, 0x1a, 0x1c, 0x1f]
const VARIABLE = 0x0b
const PAIR = 0x26

/**
 * Go through the properties of a packet, which have their length before them.
 *
 * @returns those whose value is a number, by id
 * @throws RangeError when one is none, or goes beyond the end
 */
export function readProperties(packet: Cursor): Map<number, number> {
  const found = new Map<number, number>()
  const part = packet.part(packet.varint())
  while (!part.isAtEnd()) {
    const id = part.varint()
    if (ONE.includes(id)) found.set(id, part.number(1))
    else if (TWO.includes(id)) found.set(id, part.number(2))
    else if (FOUR.includes(id)) found.set(id, part.number(4))
    else if (id === VARIABLE) found.set(id, part.varint())
    else if (TEXT.includes(id)) part.text()
    else if (id === PAIR) {
      part.text()
      part.text()
    } else throw new RangeError('no property')
  }
  return found
}
