import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import type { BusMessage, HeardMessage } from '../../fleet/bus.ts'
import type { Protocol, Trouble } from './line.ts'
import { numbersOfFilters } from './numbers-of-filters.ts'
import { refusal, troubleOf } from './trouble.ts'

/** What one connection to the site's broker is made with. */
export interface ConnectionSettings {
  /** `mqtt:`, `mqtts:`, `ws:` or `wss:`, without user and password. */
  url: string
  user?: string
  password?: string
  /** PEM: whom it trusts, the certificate it shows, the key of that. */
  ca?: Buffer
  cert?: Buffer
  key?: Buffer
  protocol: Protocol
  clientId: string
  /** What the broker says, retained, when we are gone without a goodbye. */
  will: { topic: string; payload: string }
}

/** Who uses it is told. */
interface Ears {
  /** The broker let us in. */
  opened(limits: { onTheirWay: number }): void
  /** @param filters those of ours that the broker names for it; absent where it names none */
  heard(message: HeardMessage, filters?: readonly string[]): void
  /** It is over, or did not come about; once. */
  closed(trouble: Trouble): void
}

/** One connection, which is never taken up again. */
export interface Connection {
  /** @returns why the broker refuses it; @throws Error when the connection is over */
  publish(message: BusMessage): Promise<string | undefined>
  /** What is kept comes too. @param echo hear our own words, where the broker knows the difference. @returns as `publish` */
  subscribe(filter: string, options: { echo: boolean }): Promise<string | undefined>
  unsubscribe(filter: string): void
  end(): Promise<void>
}

/** Seconds of silence after which each side asks whether the other is there. */
const KEEPALIVE = 30
/** The broker has so long, ms, to let us in. */
const CONNECT_TIMEOUT = 10_000
/** A goodbye may take so long, ms. */
const GOODBYE = 1_000

export function openConnection(settings: ConnectionSettings, ears: Ears): Connection {
  const { user, password, ca, cert, key, will } = settings
  const { hostname } = new URL(settings.url)
  const options: IClientOptions = {
    // MQTT.js takes the brackets off an IPv6 address where a URL needs them, and leaves them where a socket does not.
    hostname: settings.url.startsWith('ws') ? hostname : hostname.replace(/^\[|\]$/g, ''),
    host: hostname.replace(/^\[|\]$/g, ''),
    protocolVersion: settings.protocol === '5' ? 5 : 4,
    clientId: settings.clientId,
    clean: true,
    keepalive: KEEPALIVE,
    connectTimeout: CONNECT_TIMEOUT,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    will: { ...will, payload: Buffer.from(will.payload), qos: 1, retain: true },
    ...(user !== undefined && { username: user }),
    ...(password !== undefined && { password }),
    ...(ca && { ca }),
    ...(cert && key && { cert, key }),
  }
  const client = mqtt.connect(settings.url, options)
  let isOpen = false
  let isOver = false
  let trouble: Trouble | undefined
  // Where two filters take in a topic, a broker may send one message or two; by these numbers each filter gets it once.
  const numbers = numbersOfFilters()
  let areNumbersTaken = false
  const over = () => {
    if (isOver) return
    isOver = true
    client.end(true)
    ears.closed(trouble ?? troubleOf(undefined, isOpen))
  }
  client.on('connect', ({ properties }) => {
    isOpen = true
    // Else each small packet waits for the broker to acknowledge the one before, which brokers put off by 40 ms.
    const { setNoDelay } = client.stream as { setNoDelay?(this: unknown, on: boolean): void }
    setNoDelay?.call(client.stream, true)
    areNumbersTaken = settings.protocol === '5' && properties?.subscriptionIdentifiersAvailable !== false
    ears.opened({ onTheirWay: properties?.receiveMaximum ?? 65_535 })
  })
  client.on('message', (topic, payload, { retain, properties }) => {
    const named = properties?.subscriptionIdentifier
    const filters = named === undefined ? undefined : [named].flat().flatMap((number) => numbers.filter(number) ?? [])
    ears.heard({ topic, payload, retained: retain }, filters)
  })
  client.on('disconnect', ({ reasonCode }) => {
    if (reasonCode) trouble = refusal(reasonCode)
  })
  client.on('error', (error) => {
    trouble ??= troubleOf(error, isOpen)
    // A socket that failed is closed by itself; what could not be read would go on.
    if (!isOpen) setImmediate(over)
  })
  client.on('close', over)

  return {
    publish: ({ topic, payload, qos, retain }) =>
      unlessRefused((done) => client.publish(topic, payload, { qos, retain }, done)),
    subscribe: (filter, { echo }) =>
      unlessRefused((done) => {
        const how = { qos: 1, nl: !echo, rap: false, rh: 0 } as const
        const properties = { properties: { subscriptionIdentifier: numbers.of(filter) } }
        client.subscribe(filter, { ...how, ...(areNumbersTaken && properties) }, (error, _, packet) =>
          done(error, packet),
        )
      }),
    unsubscribe(filter) {
      numbers.free(filter)
      client.unsubscribe(filter)
    },
    end: () => ended(client),
  }
}

/** What an answer of the broker says: nothing when it agrees, its reason when it does not. */
function unlessRefused(ask: (done: (error?: unknown, packet?: unknown) => void) => void): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    ask((error, packet) => {
      if (!error) return resolve(undefined)
      const code = reasonCodeOf(error, packet)
      if (code === undefined) reject(error)
      else resolve(REASONS[code] ?? `it says no (reason code ${code})`)
    })
  })
}

/** Reason codes of PUBACK and SUBACK in MQTT 5 (section 2.4); 3.1.1 has 0x80 alone. */
const REASONS: Record<number, string> = {
  128: 'it says no, and not why; its ACL may not let us',
  131: 'it cannot do that',
  135: 'its ACL does not let us',
  143: 'it does not take that filter',
  144: 'it does not take that name of a topic',
  151: 'a quota is exceeded',
  153: 'it does not take that content',
  158: 'it has no shared subscriptions',
  161: 'it has no subscription identifiers',
  162: 'it has no subscriptions with wildcards',
}

function reasonCodeOf(error: unknown, packet: unknown): number | undefined {
  const { code } = error as { code?: unknown }
  if (typeof code === 'number') return code
  const { granted = [] } = (packet ?? {}) as { granted?: (number | { qos: number })[] }
  return granted.map((one) => (typeof one === 'number' ? one : one.qos)).find((one) => one >= 128)
}

/** A goodbye, so that the broker does not say our last will. */
function ended(client: MqttClient): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => client.end(true, () => resolve()), GOODBYE)
    client.end(false, () => {
      clearTimeout(late)
      resolve()
    })
  })
}
