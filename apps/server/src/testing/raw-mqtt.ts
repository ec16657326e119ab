import { connect, type Socket } from 'node:net'
import { generate, type IConnectPacket, type Packet, parser } from 'mqtt-packet'

/** A client that says exactly what a test has it say, and hides nothing that comes back. */
export interface RawMqtt {
  socket: Socket
  /** All packets that came and were not asked for yet. */
  inbox: Packet[]
  send(packet: Packet): void
  /**
   * The next packet of a kind; those of other kinds before it stay in the inbox.
   *
   * @throws Error when the connection ends first, or after 5 s
   */
  next<C extends Packet['cmd']>(cmd: C): Promise<Extract<Packet, { cmd: C }>>
  /** Settles when the broker has ended the connection. */
  closed: Promise<void>
  /** Everything up to now has been answered: a ping has come back. */
  settled(): Promise<void>
  /** Leave without a goodbye. */
  cut(): void
}

/** Open a connection to a broker on loopback. */
export function rawMqtt(port: number, protocolVersion: 3 | 4 | 5 = 5): RawMqtt {
  const socket = connect({ port, host: '127.0.0.1' })
  const reads = parser({ protocolVersion })
  const inbox: Packet[] = []
  let arrived = Promise.withResolvers<void>()
  let isClosed = false
  const wake = () => {
    arrived.resolve()
    arrived = Promise.withResolvers()
  }
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      isClosed = true
      wake()
      resolve()
    })
  })
  socket.on('error', () => undefined) // a reset is as good as an end
  socket.on('data', (bytes) => reads.parse(bytes))
  reads.on('packet', (packet) => {
    inbox.push(packet)
    wake()
  })
  const client: RawMqtt = {
    socket,
    inbox,
    closed,
    send: (packet) => void socket.write(generate(packet, { protocolVersion })),
    async next(cmd) {
      const late = AbortSignal.timeout(5_000)
      late.addEventListener('abort', wake)
      for (;;) {
        const at = inbox.findIndex((packet) => packet.cmd === cmd)
        if (at >= 0) return inbox.splice(at, 1)[0] as never
        if (isClosed) throw new Error(`the connection ended before ${cmd} came`)
        if (late.aborted) throw new Error(`${cmd} did not come`)
        await arrived.promise
      }
    },
    async settled() {
      client.send({ cmd: 'pingreq' })
      await client.next('pingresp')
    },
    cut: () => void socket.destroy(),
  }
  return client
}

/** What CONNECT says when a test does not care. */
export function connectPacket(
  clientId: string,
  protocolVersion: 3 | 4 | 5,
  more: Partial<IConnectPacket> = {},
): IConnectPacket {
  const protocolId = protocolVersion === 3 ? 'MQIsdp' : 'MQTT'
  return { cmd: 'connect', clientId, protocolId, protocolVersion, clean: true, keepalive: 0, ...more }
}
