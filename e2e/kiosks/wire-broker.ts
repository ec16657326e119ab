import { type AddressInfo, createServer, type Socket } from 'node:net'
import mqtt, { type IConnectPacket, type IPublishPacket, type ISubscribePacket, type Packet } from 'mqtt-packet'

interface Connection {
  socket: Socket
  version: number
  isOpen: boolean
}

/**
 * A broker that keeps nothing and hands over nothing by itself: it writes down what clients say, word for word, and sends what a
 * test has it send.
 */
export interface WireBroker {
  port: number
  connects: IConnectPacket[]
  subscriptions: ISubscribePacket['subscriptions']
  published: IPublishPacket[]
  /** A message to whoever connected last. */
  send(topic: string, payload: string): void
  /** End every connection. */
  cut(): void
  close(): Promise<void>
}

export async function wireBroker(): Promise<WireBroker> {
  const connections: Connection[] = []
  const broker = {
    connects: [] as IConnectPacket[],
    subscriptions: [] as ISubscribePacket['subscriptions'],
    published: [] as IPublishPacket[],
  }
  const write = ({ socket, version }: Connection, packet: Packet) =>
    socket.write(mqtt.generate(packet, { protocolVersion: version }))

  function hear(connection: Connection, packet: Packet): void {
    const { messageId = 0 } = packet
    switch (packet.cmd) {
      case 'connect':
        connection.version = packet.protocolVersion ?? 4
        broker.connects.push(packet)
        return void write(connection, { cmd: 'connack', sessionPresent: false, returnCode: 0, reasonCode: 0 })
      case 'subscribe':
        broker.subscriptions.push(...packet.subscriptions)
        return void write(connection, { cmd: 'suback', messageId, granted: packet.subscriptions.map(({ qos }) => qos) })
      case 'publish':
        broker.published.push(packet)
        if (packet.qos === 1) write(connection, { cmd: 'puback', messageId })
        return
      case 'pingreq':
        return void write(connection, { cmd: 'pingresp' })
      default:
    }
  }

  const server = createServer((socket) => {
    const connection = { socket, version: 4, isOpen: true }
    connections.push(connection)
    const parser = mqtt.parser()
    parser.on('packet', (packet: Packet) => hear(connection, packet))
    socket.on('data', (chunk) => parser.parse(chunk))
    socket.on('error', () => undefined) // a client that was cut
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    ...broker,
    port: (server.address() as AddressInfo).port,
    send(topic, payload) {
      const last = connections.at(-1)
      if (!last) throw new Error('nobody is connected')
      write(last, { cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false })
    },
    cut() {
      for (const { socket } of connections) socket.destroy()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const { socket } of connections) socket.destroy()
      }),
  }
}
