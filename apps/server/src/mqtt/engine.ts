import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { Aedes, type Client } from 'aedes'
import type { Logger } from 'pino'
import type { Connection, Connections } from '../fleet/mqtt/connections.ts'
import type { RefusalReason, Refusals } from '../fleet/mqtt/refusals.ts'
import { type Admission, admission } from './admission.ts'
import { QUOTA_EXCEEDED } from './connack.ts'
import { greet } from './greet.ts'
import { guard, type Hooks, RECEIVE_MAXIMUM } from './guard.ts'
import { lastWords } from './last-words.ts'
import type { Line } from './line.ts'
import { forgetOldSessions } from './old-sessions.ts'
import { type From, refusalBook } from './refusal-book.ts'
import { refusalOf } from './refusal-of-error.ts'
import { type SessionMemory, sessionMemory } from './session-memory.ts'
import { refuseWebSocket, turnAway } from './turn-away.ts'
import { linger, neverWait, UNSENT_LIMIT } from './unsent-limit.ts'

/** Largest MQTT packet, bytes. The protocol would allow 256 MiB, and the broker holds a packet until it is complete. */
export const PACKET_LIMIT = 256 * 1024
/** Topics that an MQTT 5 client may abbreviate. */
const TOPIC_ALIASES = 10
/** A session outlives its connection by at most so long, seconds. */
const LONGEST_SESSION = 86_400
/** Sessions that wait for their clients at most. */
const MOST_SESSIONS = 20_000

/** What carries messages between clients, whoever they are. */
export interface Engine {
  aedes: Aedes
  memory: SessionMemory
  connections: Connections
  /** Serve a connection. */
  take(stream: Duplex, from: From, request?: IncomingMessage): void
  /** Refuse a WebSocket before it is one. */
  turnAway(socket: Duplex, address: string): void
  /** Cut every client and stop. */
  close(): Promise<void>
}

/** The library, with bounds on what one client can do to the others, and a record of whom it refuses. */
export async function createEngine(
  hooks: Hooks,
  {
    refusals,
    log,
    letIn = admission().letIn,
    isNeverKept,
  }: {
    refusals: Refusals
    log: Logger
    letIn?: Admission['letIn']
    /** Topics on which nothing is retained. */
    isNeverKept?: (topic: string) => boolean
  },
): Promise<Engine> {
  const memory = sessionMemory(isNeverKept)
  const book = refusalBook(refusals, log)
  const lines = new WeakMap<Client, Line>()
  const words = lastWords()
  const connected = new Map<string, { client: Client; connection: Connection }>()

  function cut(client: Client, reason: RefusalReason, reasonCode: number, detail: string): void {
    if (client.closed) return
    book.refused(client, reason, detail)
    if (client.version === 5) linger(client.conn)
    client.disconnect({ reasonCode })
  }

  const aedes = await Aedes.createBroker({
    persistence: memory,
    // No message waits for another: a client that does not read is not waited for either.
    concurrency: 0,
    connectTimeout: 10_000,
    maximumPacketSize: PACKET_LIMIT,
    receiveMaximum: RECEIVE_MAXIMUM,
    topicAliasMaximum: TOPIC_ALIASES,
    sessionExpiryIntervalLimit: LONGEST_SESSION,
    pendingSessionsLimit: MOST_SESSIONS,
    published(packet, client, done) {
      // What we publish ourselves has none.
      if (client) words.published(client, packet)
      done(null)
    },
    ...guard(hooks, { letIn, lines, memory, words, cut, book, holderOf: (clientId) => connected.get(clientId) }),
  })

  const ended = (client: Client, error: Error) => {
    const reason = book.isKnown(error) ? undefined : refusalOf(error)
    if (reason === undefined) log.debug({ client: client.id, reason: error.message }, 'MQTT connection ended')
    else book.refused(client, reason, error.message)
  }
  aedes.on('clientError', ended)
  aedes.on('connectionError', ended)
  // From here on a client can be told why it is cut; the library waits until it has what it missed.
  aedes.on('connackSent', ({ reasonCode, returnCode }, client) => {
    if ((reasonCode ?? returnCode) === 0) Object.assign(client, { connected: true })
  })
  aedes.on('ack', (_packet, client) => lines.get(client)?.acknowledged())
  aedes.on('client', (client) => {
    const from = book.fromOf(client.conn)
    if (client.closed || !from) return
    const protocol = client.version === 5 ? '5' : client.version === 3 ? '3.1' : '3.1.1'
    connected.set(client.id, { client, connection: { clientId: client.id, protocol, ...from, since: Date.now() } })
  })
  const sessions = forgetOldSessions(memory.forget, { longest: LONGEST_SESSION * 1_000, most: MOST_SESSIONS })
  aedes.on('client', ({ id }) => sessions.back(id))
  aedes.on('clientDisconnect', (client) => {
    words.gone(client)
    if (connected.get(client.id)?.client === client) connected.delete(client.id)
    if (client.clean) void memory.forget(client.id)
    else if (client.version !== 5) sessions.gone(client.id)
  })

  return {
    aedes,
    memory,
    connections: { list: () => [...connected.values()].map(({ connection }) => connection) },
    take(stream, from, request) {
      const begin = () => {
        book.greeted(stream, from)
        neverWait(stream, () => cut(client, 'too-slow', QUOTA_EXCEEDED, `more than ${UNSENT_LIMIT} bytes wait for it`))
        const client = aedes.handle(stream, request)
      }
      greet(stream, begin, (beginning, bytes) => turnAway(stream, from.address, beginning, bytes, book))
    },
    turnAway(socket, address) {
      book.note('server-busy', address)
      refuseWebSocket(socket)
    },
    async close() {
      sessions.stop()
      await new Promise<void>((resolve) => aedes.close(resolve))
    },
  }
}
