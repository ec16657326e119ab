import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { Aedes, type AedesOptions, type AuthenticateError, type Client } from 'aedes'
import type { Logger } from 'pino'
import type { Connection, Connections } from '../fleet/mqtt/connections.ts'
import { REFUSAL_REASONS, type Refusal, type RefusalReason, type Refusals } from '../fleet/mqtt/refusals.ts'
import { admission } from './admission.ts'
import { QUOTA_EXCEEDED, RECEIVE_MAXIMUM_EXCEEDED, refuse } from './connack.ts'
import type { Beginning } from './first-bytes.ts'
import { greet } from './greet.ts'
import { type Line, lineTo } from './line.ts'
import { refusalOf } from './refusal-of-error.ts'
import { type SessionMemory, sessionMemory } from './session-memory.ts'
import { watchTakeOvers } from './take-overs.ts'
import { isFilter } from './topic-match.ts'
import { linger, neverWait, UNSENT_LIMIT } from './unsent-limit.ts'

/** Largest MQTT packet, bytes. The protocol would allow 256 MiB, and the broker holds a packet until it is complete. */
export const PACKET_LIMIT = 256 * 1024
/** QoS 1 and 2 messages that a client may send before the first of them is answered; MQTT 5 clients are told. */
const RECEIVE_MAXIMUM = 100
/** Topics that an MQTT 5 client may abbreviate. */
const TOPIC_ALIASES = 10
/** A session outlives its connection by at most so long, seconds. */
const LONGEST_SESSION = 86_400
/** Sessions that wait for their clients at most. */
const MOST_SESSIONS = 20_000

/** The questions a broker asks about access. */
export type Hooks = Required<Pick<AedesOptions, 'authenticate' | 'authorizePublish' | 'authorizeSubscribe'>> &
  Pick<AedesOptions, 'authorizeForward'> & {
    /** Told before the questions where a client would leave its last will. */
    wills?(client: Client, topic: string): void
  }

/** Why somebody is not let in, with what the record of refusals says of it. */
export type NotLetIn = AuthenticateError & { refusal: RefusalReason }

/** Where a connection comes from. */
export type From = Pick<Connection, 'transport' | 'address'>

/** What carries messages between clients, whoever they are. */
export interface Engine {
  aedes: Aedes
  memory: SessionMemory
  connections: Connections
  /** Serve a connection. */
  take(stream: Duplex, from: From, request?: IncomingMessage): void
  /** Cut every client and stop. */
  close(): Promise<void>
}

/** The library, with bounds on what one client can do to the others, and a record of whom it refuses. */
export async function createEngine(
  hooks: Hooks,
  {
    refusals,
    log,
    letIn = admission(),
    isNeverKept,
  }: {
    refusals: Refusals
    log: Logger
    letIn?: ReturnType<typeof admission>
    /** Topics on which nothing is retained. */
    isNeverKept?: (topic: string) => boolean
  },
): Promise<Engine> {
  const memory = sessionMemory(isNeverKept)
  const takeOvers = watchTakeOvers()
  const origins = new WeakMap<Duplex, From>()
  const lines = new WeakMap<Client, Line>()
  const connected = new Map<string, { client: Client; connection: Connection }>()
  /** Clients that did not ask for a new session. */
  const resuming = new WeakSet<Client>()
  /** Errors whose reason is on record. */
  const known = new WeakSet<Error>()

  function note(reason: RefusalReason, from: From | undefined, more: Partial<Pick<Refusal, 'clientId' | 'detail'>>) {
    const address = from?.address ?? 'unknown'
    if (!refusals.note({ reason, address, at: Date.now(), ...more })) return
    const { says, do: cure } = REFUSAL_REASONS[reason]
    log.warn({ reason, address, ...more }, `MQTT: ${more.clientId ?? 'a client'} at ${address} ${says}. ${cure}`)
  }
  function refused(client: Client, reason: RefusalReason, detail?: string, clientId = client.id): void {
    const more = { ...(clientId && { clientId }), ...(detail !== undefined && { detail }) }
    note(reason, origins.get(client.conn), more)
  }
  function cut(client: Client, reason: RefusalReason, reasonCode: number, detail: string): void {
    if (client.closed) return
    refused(client, reason, detail)
    if (client.version === 5) linger(client.conn)
    client.disconnect({ reasonCode })
  }
  const noticed = <T extends Error | null | undefined>(error: T): T => {
    if (error) known.add(error)
    return error
  }

  /**
   * A client of MQTT 5 that resumes a session, and lets it end with this connection, still gets what it missed (section
   * 3.1.2.11.2); the library takes such a session for one that keeps nothing.
   */
  async function resumed(client: Client): Promise<void> {
    const kept = await memory.subscriptionsOf(client.id)
    if (kept > 0) Object.assign(client, { clean: false })
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
    preConnect(client, packet, done) {
      const wait = letIn(Date.now())
      if (wait === undefined) {
        refused(client, 'server-busy', undefined, packet.clientId)
        linger(client.conn)
        refuse(client.conn, 'server-busy', packet.protocolVersion ?? 4)
        return done(noticed(new Error('server busy')), false)
      }
      lines.set(
        client,
        lineTo(client, () => cut(client, 'acknowledges-nothing', QUOTA_EXCEEDED, 'too many messages wait for it')),
      )
      if (packet.clean === false) resuming.add(client)
      if (packet.will) hooks.wills?.(client, packet.will.topic)
      if (wait === 0) done(null, true)
      else setTimeout(() => done(null, true), wait).unref()
    },
    authenticate(client, username, password, done) {
      hooks.authenticate(client, username, password, (error, isLetIn) => {
        const before = connected.get(client.id)
        if (error || !isLetIn) refused(client, (error as NotLetIn | null)?.refusal ?? 'login', error?.message)
        else if (before) {
          const addresses = [before.connection, origins.get(client.conn)].map((one) => one?.address ?? 'unknown')
          const fight = takeOvers.note(client.id, addresses, Date.now())
          if (fight) refused(client, 'same-id-twice', fight.join(', '))
        }
        if (!error && isLetIn && resuming.has(client)) {
          resumed(client).then(
            () => done(null, true),
            () => done(null, true),
          )
        } else done(noticed(error), isLetIn)
      })
    },
    authorizePublish(client, packet, done) {
      // A connection that is closed publishes its last will. While two fight over one id it would say nothing but that.
      if (client?.closed && takeOvers.isFoughtOver(client.id, Date.now()) && connected.has(client.id)) {
        return done(noticed(new Error('fought over')))
      }
      if (client && !client.closed && packet.qos === 2 && memory.unreleased(client.id) >= RECEIVE_MAXIMUM) {
        return cut(client, 'unfinished-qos-2', RECEIVE_MAXIMUM_EXCEEDED, `${RECEIVE_MAXIMUM} messages`)
      }
      // How long a will waits is between its client and the broker (MQTT 5, section 3.1.3.2.2).
      if (client?.closed && packet.properties) packet.properties = published(packet.properties)
      hooks.authorizePublish(client, packet, (error) => {
        if (error && client) refused(client, 'may-not-publish', packet.topic)
        done(noticed(error))
      })
    },
    authorizeSubscribe(client, subscription, done) {
      if (!isFilter(subscription.topic)) return done(new Error(`wildcards are not allowed in ${subscription.topic}`))
      hooks.authorizeSubscribe(client, subscription, (error, granted) => {
        if (error || !granted) refused(client, 'may-not-subscribe', subscription.topic)
        done(noticed(error), granted)
      })
    },
    authorizeForward(client, packet) {
      const allowed = hooks.authorizeForward ? hooks.authorizeForward(client, packet) : packet
      const line = lines.get(client)
      return allowed && line ? line.forward(allowed) : allowed
    },
  })

  const ended = (client: Client, error: Error) => {
    const reason = known.has(error) ? undefined : refusalOf(error)
    if (reason === undefined) log.debug({ client: client.id, reason: error.message }, 'MQTT connection ended')
    else refused(client, reason, error.message)
  }
  aedes.on('clientError', ended)
  aedes.on('connectionError', ended)
  // From here on a client can be told why it is cut; the library waits until it has what it missed.
  aedes.on('connackSent', ({ reasonCode, returnCode }, client) => {
    if ((reasonCode ?? returnCode) === 0) Object.assign(client, { connected: true })
  })
  aedes.on('ack', (_packet, client) => lines.get(client)?.acknowledged())
  aedes.on('client', (client) => {
    const from = origins.get(client.conn)
    if (client.closed || !from) return
    const protocol = client.version === 5 ? '5' : client.version === 3 ? '3.1' : '3.1.1'
    connected.set(client.id, { client, connection: { clientId: client.id, protocol, ...from, since: Date.now() } })
  })
  const sessions = forgetSessions(memory)
  aedes.on('client', ({ id }) => sessions.back(id))
  aedes.on('clientDisconnect', (client) => {
    if (connected.get(client.id)?.client === client) connected.delete(client.id)
    if (!client.clean && client.version !== 5) sessions.gone(client.id)
  })

  function turnAway(stream: Duplex, from: From, beginning: Beginning, bytes: Buffer): void {
    const detail = beginning.kind === 'level' ? `level ${beginning.level}` : bytes.subarray(0, 16).toString('hex')
    stream.on('error', () => undefined)
    linger(stream)
    if (beginning.kind === 'level') {
      note('protocol-level', from, { detail })
      refuse(stream, 'protocol-level', beginning.level)
    } else if (beginning.kind === 'http') {
      note('http-on-mqtt-port', from, { detail: bytes.subarray(0, 64).toString('latin1').split('\r', 1)[0] ?? '' })
      stream.write(
        'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\nThis port speaks MQTT.\n',
      )
    } else note(beginning.kind === 'tls' ? 'tls-on-plain-port' : 'not-mqtt', from, { detail })
    stream.destroy()
  }

  return {
    aedes,
    memory,
    connections: { list: () => [...connected.values()].map(({ connection }) => connection) },
    take(stream, from, request) {
      const begin = () => {
        origins.set(stream, from)
        neverWait(stream, () => cut(client, 'too-slow', QUOTA_EXCEEDED, `more than ${UNSENT_LIMIT} bytes wait for it`))
        const client = aedes.handle(stream, request)
      }
      greet(stream, begin, (beginning, bytes) => turnAway(stream, from, beginning, bytes))
    },
    async close() {
      sessions.stop()
      await new Promise<void>((resolve) => aedes.close(resolve))
    },
  }
}

function published({ willDelayInterval: _, ...properties }: Record<string, unknown>) {
  return properties
}

/** Ends sessions of 3.1 and 3.1.1, which have no expiry of their own, a day after their clients left. */
function forgetSessions(memory: SessionMemory) {
  const left = new Map<string, number>()
  const forget = (clientId: string) => {
    left.delete(clientId)
    void memory.forget(clientId)
  }
  const looking = setInterval(() => {
    for (const [clientId, at] of left) if (Date.now() - at > LONGEST_SESSION * 1000) forget(clientId)
  }, 60_000)
  looking.unref()
  return {
    gone(clientId: string) {
      left.set(clientId, Date.now())
      const [oldest] = left.keys()
      if (left.size > MOST_SESSIONS && oldest !== undefined) forget(oldest)
    },
    back: (clientId: string) => void left.delete(clientId),
    stop: () => clearInterval(looking),
  }
}
