import type { IncomingMessage } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { topics as topicsUnder } from '@relevo/core/protocol'
import type { Logger } from 'pino'
import { WebSocketServer } from 'ws'
import type { Fleet } from '../fleet/fleet.ts'
import { peerOf } from '../fleet/ip.ts'
import type { Connections } from '../fleet/mqtt/connections.ts'
import { createRefusals, type Refusals } from '../fleet/mqtt/refusals.ts'
import { isCommandTopic, type KioskRights } from './access.ts'
import { type Admission, admission } from './admission.ts'
import { createGate } from './authorize.ts'
import { type EmbeddedBus, embeddedBus } from './embedded-bus.ts'
import { createEngine, PACKET_LIMIT } from './engine.ts'
import { listenToTablets } from './inbox.ts'
import { messageToSelf } from './message-to-self.ts'
import type { Door } from './sign-in.ts'
import { WebSocketStream } from './websocket-stream.ts'

/** The path of MQTT over WebSocket. */
const WEBSOCKET_PATH = '/mqtt'

/** The embedded MQTT broker. */
export interface Broker {
  bus: EmbeddedBus
  connections: Connections
  refusals: Pick<Refusals, 'list'>
  /** From now on reports reach the fleet. */
  serve(fleet: Fleet): Promise<void>
  /** Take over an HTTP upgrade; one that is not for `/mqtt` is cut. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /**
   * Listen on TCP.
   *
   * @param port 0 = any free one
   * @returns the port
   * @throws Error with the system's code, such as `EADDRINUSE`
   */
  listen(port: number, host: string): Promise<number>
  /**
   * Deliver a message from itself to itself.
   *
   * @throws Error when it does not arrive
   */
  prove(signal: AbortSignal): Promise<void>
  /** Cut every connection and stop; a second time does nothing. */
  close(): Promise<void>
}

/** How a broker is set up. */
interface BrokerSettings {
  /** Password of the operator. */
  token: string
  prefix: string
  /** First level of Home Assistant's discovery; `homeassistant` by default. */
  discovery?: string
  /** Who else may come in. */
  door: Door
  /** Absent = no kiosk app is spoken to. */
  kiosks?: KioskRights
  /** Who lets clients in; absent = as usual. */
  turns?: Admission
  /** Where whoever asks for a WebSocket is; absent = where the connection comes from. */
  addressOf?(request: IncomingMessage): string
}

/** Start a broker that nobody can reach yet. */
export async function createBroker(settings: BrokerSettings, log: Logger): Promise<Broker> {
  const { prefix, discovery = 'homeassistant', kiosks, turns = admission() } = settings
  const { addressOf = ({ socket }) => peerOf(socket) } = settings
  const topics = topicsUnder(prefix)
  const places = { topics, prefix, discovery, ...(kiosks && { kiosks }) }
  const isNeverKept = (topic: string) => isCommandTopic(topic, places)
  const gate = createGate(settings.token, settings.door, places, log)
  const refusals = createRefusals()
  const engine = await createEngine(gate.hooks, { refusals, log, letIn: turns.letIn, isNeverKept })
  const { aedes, connections } = engine

  const bus = embeddedBus(aedes, engine.memory, isNeverKept)
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: PACKET_LIMIT, perMessageDeflate: false })
  const tcp = createServer({ noDelay: true, keepAlive: true }, (socket) =>
    engine.take(socket, { transport: 'tcp', address: peerOf(socket) }),
  )
  const sockets = new Set<Socket>()
  let isClosed = false
  tcp.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  return {
    bus,
    connections,
    refusals,
    async serve(fleet) {
      await listenToTablets(bus, fleet, topics, log)
      // A connection that is alive is a sign of life, also between two reports.
      aedes.on('ping', (_packet, client) => {
        const tablet = gate.tabletOf(client)
        if (tablet !== undefined) fleet.seen(tablet)
      })
    },
    upgrade(request, socket, head) {
      const [path] = (request.url ?? '').split('?')
      if (isClosed || path !== WEBSOCKET_PATH) {
        socket.destroy()
        return
      }
      const address = addressOf(request)
      if (turns.isFull()) return engine.turnAway(socket, address)
      webSockets.handleUpgrade(request, socket, head, (webSocket) => {
        engine.take(new WebSocketStream(webSocket), { transport: 'websocket', address }, request)
      })
    },
    listen: (port, host) => listening(tcp, port, host),
    async prove(signal) {
      if (isClosed) throw new Error('the broker is closed')
      await messageToSelf(aedes, signal)
    },
    async close() {
      isClosed = true
      // The last wills of connections that we cut say nothing about the tablets.
      bus.stop()
      aedes.removeAllListeners('ping')
      await engine.close()
      for (const socket of sockets) socket.destroy() // connections that never said who they are
      for (const webSocket of webSockets.clients) webSocket.terminate()
      if (tcp.listening) await new Promise((resolve) => tcp.close(resolve))
    },
  }
}

function listening(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, backlog: 4096 }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
