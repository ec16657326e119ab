import { connect, type Socket } from 'node:net'
import { generate } from 'mqtt-packet'
import { reconnectDelay } from '../../packages/client/src/mqtt/reconnect-delay.ts'

/** Who hears of a client. */
export interface Ears {
  /** It is connected, has subscribed, and the broker has its status. */
  up(): void
  /** A hint came. @param isKept it was sent before this client listened */
  hint(payload: string, isKept: boolean): void
  /** A try to connect came to nothing. */
  failed(): void
}

const CONNACK = 2
const PUBLISH = 3
const PUBACK = 4
const SUBACK = 9
/** A try that is not up after this is given up, ms: the client’s own. */
const PATIENCE = 10_000

/**
 * A tablet’s line to a broker with next to no weight, so that one core holds thousands: it says CONNECT with a last will,
 * SUBSCRIBE and its retained status in one go, as MQTT 3.1.1 allows, and acknowledges hints. When it is cut or refused it comes
 * back as the client does.
 *
 * @param url `ws://…/mqtt` or `mqtt://…`
 */
export function openClient(url: string, id: number, topic: string, ears: Ears) {
  const { protocol, hostname, port, pathname } = new URL(url)
  const isWebSocket = protocol === 'ws:'
  const tablet = `sim-${String(id).padStart(5, '0')}`
  const status = `intercom/tablets/${tablet}/status`
  const will = {
    topic: status,
    payload: Buffer.from(`{"online":false,"tablet":"${tablet}"}`),
    qos: 1,
    retain: true,
  } as const
  const report = `{"online":true,"tablet":"${tablet}","release":"r1","phase":"current"}`
  const greeting = Buffer.concat([
    generate({ cmd: 'connect', clientId: `${tablet}.0000`, clean: true, keepalive: 300, protocolVersion: 4, will }),
    generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos: 1 }] }),
    generate({ cmd: 'publish', topic: status, payload: report, qos: 1, retain: true, dup: false, messageId: 2 }),
  ])
  let socket: Socket | undefined
  let tries = 0
  let timer: ReturnType<typeof setTimeout>

  function open(): void {
    const mine = connect({ host: hostname, port: Number(port), noDelay: true })
    socket = mine
    let raw: Buffer = Buffer.alloc(0)
    let stream: Buffer = Buffer.alloc(0)
    let isUpgraded = !isWebSocket
    const missing = new Set([CONNACK, SUBACK, PUBACK])
    const send = (packet: Buffer) => mine.write(isWebSocket ? frame(packet) : packet)
    clearTimeout(timer)
    timer = setTimeout(() => mine.destroy(), PATIENCE)

    mine.on('connect', () => (isWebSocket ? mine.write(upgrade(hostname, pathname)) : send(greeting)))
    mine.on('error', () => undefined)
    mine.on('close', () => {
      if (socket !== mine) return
      if (missing.size > 0) ears.failed()
      clearTimeout(timer)
      timer = setTimeout(open, reconnectDelay(tries++, Math.random()))
    })
    mine.on('data', (part: Buffer) => {
      if (!isWebSocket) {
        stream = stream.length === 0 ? part : Buffer.concat([stream, part])
      } else {
        raw = raw.length === 0 ? part : Buffer.concat([raw, part])
        if (!isUpgraded) {
          const end = raw.indexOf('\r\n\r\n')
          if (end < 0) return
          if (!raw.toString('latin1', 0, 12).endsWith('101')) return void mine.destroy()
          raw = raw.subarray(end + 4)
          isUpgraded = true
          send(greeting)
        }
        for (let found = frameIn(raw); found; found = frameIn(raw)) {
          stream = stream.length === 0 ? found.payload : Buffer.concat([stream, found.payload])
          raw = raw.subarray(found.end)
        }
      }
      for (let found = packetIn(stream); found; found = packetIn(stream)) {
        heard(found.type, found.first, found.body)
        stream = stream.subarray(found.end)
      }
    })

    function heard(type: number, first: number, body: Buffer): void {
      if (type === PUBLISH) {
        const name = body.readUInt16BE(0)
        const isAcknowledged = (first & 6) !== 0
        if (isAcknowledged) send(Buffer.from([0x40, 2, body[name + 2] ?? 0, body[name + 3] ?? 0]))
        ears.hint(body.toString('utf8', name + 2 + (isAcknowledged ? 2 : 0)), (first & 1) === 1)
        return
      }
      if (type === CONNACK && body[1] !== 0) return void mine.destroy()
      if (!missing.delete(type) || missing.size > 0) return
      tries = 0
      clearTimeout(timer)
      ears.up()
    }
  }

  open()
  return {
    /** Lose the connection without a goodbye, and come back at once. */
    lose() {
      const old = socket
      socket = undefined
      old?.destroy()
      open()
    },
    close() {
      clearTimeout(timer)
      const old = socket
      socket = undefined
      old?.destroy()
    },
  }
}

function upgrade(host: string, path: string): string {
  const lines = [`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Upgrade: websocket', 'Connection: Upgrade']
  return [
    ...lines,
    'Sec-WebSocket-Key: cmVsZXZvLWJlbmNoLWtleQ==',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Protocol: mqtt',
    '',
    '',
  ].join('\r\n')
}

/** A masked frame (RFC 6455, section 5.2) whose mask is zero: the bytes are those that they were. */
function frame(payload: Buffer): Buffer {
  const { length } = payload
  const head = length < 126 ? Buffer.from([0x82, 0x80 | length]) : Buffer.from([0x82, 0xfe, length >> 8, length & 255])
  return Buffer.concat([head, Buffer.alloc(4), payload])
}

/** The frame that bytes begin with, when it is whole; a server does not mask. */
function frameIn(bytes: Buffer): { payload: Buffer; end: number } | undefined {
  const [, short = 0] = bytes
  if (bytes.length < 2) return undefined
  const [length, head] =
    short < 126 ? [short, 2] : bytes.length < 4 ? [0, Number.POSITIVE_INFINITY] : [bytes.readUInt16BE(2), 4]
  const end = head + length
  return bytes.length < end ? undefined : { payload: bytes.subarray(head, end), end }
}

/** The MQTT packet that bytes begin with, when it is whole. */
function packetIn(bytes: Buffer): { type: number; first: number; body: Buffer; end: number } | undefined {
  const [first = 0] = bytes
  let length = 0
  for (let at = 1; at <= 4; at++) {
    const byte = bytes[at]
    if (byte === undefined) return undefined
    length += (byte & 127) * 128 ** (at - 1)
    if (byte >= 128) continue
    const end = at + 1 + length
    return bytes.length < end ? undefined : { type: first >> 4, first, body: bytes.subarray(at + 1, end), end }
  }
  return undefined
}
