import { type Hint, readHint, type Status, topics } from '@relevo/core/protocol'
import { generate, type Packet, parser } from 'mqtt-packet'
import { WebSocket } from 'ws'
import { reconnectDelay } from '../../packages/client/src/mqtt/reconnect-delay.ts'
import type { Clock } from '../../packages/client/src/ports.ts'

/** The MQTT line of one simulated page: what `mqttChannel()` of the client does, with a fraction of its weight. */
export interface Line {
  /** Say the newest report, now and after each reconnection; it replaces the one before. */
  report(status: Status): void
  /** Be cut without a goodbye, as a page that is left is: the broker says the last will. */
  cut(): void
}

/** Who hears of what comes over the line. */
export interface LineEars {
  connected(isConnected: boolean): void
  /** @param isKept it was sent before this tablet listened */
  hint(hint: Hint, isKept: boolean): void
  /** The server wants this very tablet to look. */
  nudged(): void
  failed(reason: string): void
}

/** Seconds that the broker may hear nothing of us, and from ping to ping; the client's own. */
const KEEP_ALIVE = 60
const PING_EVERY = 30
/** Milliseconds for the connection to stand. */
const CONNECT_TIMEOUT = 10_000
const PING = generate({ cmd: 'pingreq' })

/**
 * Connect a tablet to the broker, and again for ever until it is cut.
 *
 * @param url `ws://…/mqtt`
 * @example const line = openLine('ws://localhost:8604/mqtt', 'intercom', 'sim-00001', clock, ears)
 */
export function openLine(url: string, prefix: string, tablet: string, clock: Clock, ears: LineEars): Line {
  const { notification, command: commandTo, status: statusOf } = topics(prefix)
  const topic = statusOf(tablet)
  const command = commandTo(tablet)
  const chance = Math.floor(clock.random() * 36 ** 4)
  const clientId = `${tablet}.${chance.toString(36).padStart(4, '0')}`
  const subscriptions = [notification, command].map((heard) => ({ topic: heard, qos: 1 as const }))
  const will = { topic, payload: JSON.stringify({ online: false, tablet }), qos: 1, retain: true } as const
  let socket: WebSocket | undefined
  let isUp = false
  let last: Status | undefined
  let messageId = 0
  let tries = 0
  let cancel: () => void = () => undefined

  const send = (packet: Packet) => socket?.send(generate(packet))
  const nextId = () => {
    messageId = (messageId % 65_535) + 1
    return messageId
  }

  function publish(): void {
    if (!isUp || !last) return
    const payload = JSON.stringify(last)
    send({ cmd: 'publish', topic, payload, qos: 1, retain: true, dup: false, messageId: nextId() })
  }

  function heard(packet: Packet): void {
    if (packet.cmd === 'connack' && packet.returnCode === 0) {
      isUp = true
      tries = 0
      ears.connected(true)
      wait(PING_EVERY * 1_000, ping)
      send({ cmd: 'subscribe', messageId: nextId(), subscriptions })
      publish()
    } else if (packet.cmd === 'publish') {
      if (packet.qos === 1) send({ cmd: 'puback', messageId: packet.messageId ?? 0 })
      const hint = readHint(packet.payload.toString())
      if (hint && packet.topic === notification) ears.hint(hint, packet.retain)
      else if (hint && packet.topic === command) ears.nudged()
    }
  }

  function connect(): void {
    const mine = new WebSocket(url, ['mqtt'], { perMessageDeflate: false, handshakeTimeout: CONNECT_TIMEOUT })
    socket = mine
    const packets = parser({ protocolVersion: 4 })
    packets.on('packet', heard)
    packets.on('error', () => mine.terminate())
    mine.on('message', (data: Buffer) => packets.parse(data))
    mine.on('open', () =>
      send({ cmd: 'connect', clientId, clean: true, keepalive: KEEP_ALIVE, protocolVersion: 4, will }),
    )
    mine.on('error', ({ message }) => socket === mine && ears.failed(message))
    mine.on('close', () => {
      lost()
      if (socket !== mine) return
      wait(reconnectDelay(tries++, clock.random()), connect)
    })
    wait(CONNECT_TIMEOUT, () => mine.terminate())
  }

  function ping(): void {
    socket?.send(PING)
    wait(PING_EVERY * 1_000, ping)
  }

  /** The line waits for one thing at a time: to stand, to say that it is alive, or to be tried again. */
  function wait(ms: number, run: () => void): void {
    cancel()
    cancel = clock.after(ms, run)
  }

  function lost(): void {
    if (!isUp) return
    isUp = false
    ears.connected(false)
  }

  connect()
  return {
    report(status) {
      last = status
      publish()
    },
    cut() {
      const open = socket
      socket = undefined
      cancel()
      lost()
      open?.terminate()
    },
  }
}
