import type { Way } from '../line.ts'
import { bytesOf, four, packet, text, two } from './bytes.ts'

/** Seconds without a word from this end after which the broker may take it for gone: half of it again, at the latest. */
export const KEEP_ALIVE = 60

/** Bytes of the longest packet that is read: as much as the embedded broker takes. */
export const LONGEST = 256 * 1024

/** Everything that this end says; sections are those of MQTT 3.1.1 and of MQTT 5. */
export interface Words {
  /** CONNECT (3.1): a new session, the last will, who this is. */
  hello: Uint8Array<ArrayBuffer>
  /** SUBSCRIBE (3.8) to all that is to be heard, as packet 1, at QoS 1. */
  subscribe: Uint8Array<ArrayBuffer>
  /** PUBLISH (3.3) of a report, retained, at QoS 1. */
  report(id: number, report: string): Uint8Array<ArrayBuffer>
  /** PUBACK (3.4). */
  taken(id: number): Uint8Array<ArrayBuffer>
  /** PINGREQ (3.12). */
  ping: Uint8Array<ArrayBuffer>
}

/**
 * @throws RangeError when an id, a name or a topic is longer than MQTT can say
 */
export function wordsOf(way: Way): Words {
  const { protocol, clientId, username, password, filters, topic, will } = way
  const isFive = protocol === '5'
  const noProperties = isFive ? [0] : []
  const flags =
    0b0010_1110 | // will retain, will QoS 1, will flag, clean session (3.1.2.3)
    (username === undefined ? 0 : 128) |
    (password === undefined ? 0 : 64)
  return {
    hello: packet(0x10, [
      ...text('MQTT'),
      isFive ? 5 : 4,
      flags,
      ...two(KEEP_ALIVE),
      ...(isFive ? [5, 0x27, ...four(LONGEST)] : []), // Maximum Packet Size (MQTT 5, 3.1.2.11.4)
      ...text(clientId),
      ...noProperties, // of the will
      ...text(topic),
      ...text(will),
      ...(username === undefined ? [] : text(username)),
      ...(password === undefined ? [] : text(password)),
    ]),
    subscribe: packet(0x82, [...two(1), ...noProperties, ...filters.flatMap((filter) => [...text(filter), 1])]),
    report: (id, report) => packet(0x33, [...text(topic), ...two(id), ...noProperties, ...bytesOf(report)]),
    taken: (id) => packet(0x40, two(id)),
    ping: packet(0xc0, []),
  }
}
