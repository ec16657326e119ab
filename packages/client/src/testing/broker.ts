import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { Aedes, type AedesOptions } from 'aedes'
import { createWebSocketStream, WebSocketServer } from 'ws'

/** A real broker on a loopback port, at `/mqtt`. */
export interface Broker {
  readonly port: number
  readonly broker: Aedes
  /** Client ids that connected, in order. */
  readonly clients: string[]
  /** The newest retained or live payload of a topic. */
  readonly said: Map<string, unknown>
  say(topic: string, payload: string, retain?: boolean): Promise<void>
  /** Cut every line without a goodbye. */
  cut(): void
  close(): Promise<void>
}

export async function startBroker(options: AedesOptions = {}, port = 0): Promise<Broker> {
  const broker = await Aedes.createBroker(options)
  const server = createServer()
  const sockets = new Set<Socket>()
  const clients: string[] = []
  const said = new Map<string, unknown>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  new WebSocketServer({ server, path: '/mqtt' }).on('connection', (socket, request) => {
    broker.handle(createWebSocketStream(socket), request)
  })
  broker.on('clientReady', (client) => clients.push(client.id))
  broker.on('publish', ({ topic, payload }) => {
    if (!topic.startsWith('$')) said.set(topic, JSON.parse(String(payload)))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    broker,
    clients,
    said,
    say: (topic, payload, retain = false) =>
      new Promise((resolve, reject) => {
        const packet = { cmd: 'publish', topic, payload, qos: 1, retain, dup: false } as const
        broker.publish(packet, (error) => (error ? reject(error) : resolve()))
      }),
    cut,
    async close() {
      cut()
      await new Promise((resolve) => broker.close(() => resolve(undefined)))
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
