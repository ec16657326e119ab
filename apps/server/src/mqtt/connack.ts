import type { Duplex } from 'node:stream'
import { generate } from 'mqtt-packet'

/** Reason codes of MQTT 5 (section 2.4), and the return codes of 3.1.1 (section 3.2.2.3) that say the same. */
const CODES = {
  'protocol-level': { reasonCode: 0x84, returnCode: 1 },
  'server-busy': { reasonCode: 0x9f, returnCode: 3 },
} as const

/** MQTT 5 (section 2.4), for a DISCONNECT. */
export const QUOTA_EXCEEDED = 0x97
export const RECEIVE_MAXIMUM_EXCEEDED = 0x93

/** Tell a client that it is not let in, before the library knows it. */
export function refuse(stream: Duplex, why: keyof typeof CODES, level: number): void {
  const { reasonCode, returnCode } = CODES[why]
  const packet = { cmd: 'connack', sessionPresent: false, reasonCode, returnCode } as const
  stream.write(generate(packet, { protocolVersion: level >= 5 ? 5 : 4 }))
}
