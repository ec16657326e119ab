import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { generate, type Packet, parser } from 'mqtt-packet'
import { onTestFinished } from 'vitest'

/** What a broker answers to a packet; `cut` ends the connection without a word. */
export type Script = (packet: Packet, version: 3 | 4 | 5) => readonly Packet[] | 'cut'

/** A broker that does what a test wants, also what no good one does. */
export interface ScriptedBroker {
  url: string
  /** From now on it does this instead. */
  play(script: Script): void
  /** End every connection without a word. */
  cut(): void
}

/** Start one on a free port; it ends with the test. */
export async function scriptedBroker(script: Script): Promise<ScriptedBroker> {
  let playing = script
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined) // the other side is gone
    let version: 3 | 4 | 5 = 4
    const reading = parser()
    reading.on('packet', (packet: Packet) => {
      if (packet.cmd === 'connect') {
        version = packet.protocolVersion ?? 4
        // Of the packets that follow it cannot tell by themselves which version they are of.
        Object.assign(reading, { settings: { ...packet, protocolVersion: version } })
      }
      const answer = playing(packet, version)
      if (answer === 'cut') return void socket.destroy()
      for (const one of answer) socket.write(generate(one, { protocolVersion: version }))
      if (answer.some(({ cmd }) => cmd === 'disconnect')) socket.end()
    })
    reading.on('error', () => socket.destroy())
    socket.on('data', (bytes) => reading.parse(bytes))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  onTestFinished(async () => {
    server.close()
    cut()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `mqtt://127.0.0.1:${port}`,
    play(script) {
      playing = script
    },
    cut,
  }
}

/** A broker as it should be, which delivers nothing but to who said it. */
export const obliging: Script = (packet, version) => {
  const isFive = version === 5
  switch (packet.cmd) {
    case 'connect':
      return [{ cmd: 'connack', sessionPresent: false, ...(isFive ? { reasonCode: 0 } : { returnCode: 0 }) }]
    case 'subscribe':
      return [{ cmd: 'suback', messageId: packet.messageId ?? 0, granted: packet.subscriptions.map(({ qos }) => qos) }]
    case 'publish': {
      const echo = { ...packet, qos: 0, retain: false, messageId: undefined, properties: {} } as unknown as Packet
      return packet.qos === 1 ? [{ cmd: 'puback', messageId: packet.messageId ?? 0 }, echo] : [echo]
    }
    case 'pingreq':
      return [{ cmd: 'pingresp' }]
    default:
      return []
  }
}
