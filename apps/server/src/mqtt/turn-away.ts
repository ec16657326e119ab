import type { Duplex } from 'node:stream'
import { refuse } from './connack.ts'
import type { Beginning } from './first-bytes.ts'
import type { RefusalBook } from './refusal-book.ts'
import { linger } from './unsent-limit.ts'

const SAYS = 'This port speaks MQTT.\n'
const HTTP_ANSWER = `HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${SAYS.length}\r\n\r\n${SAYS}`

/** Refuse a WebSocket before it is one. When to come again it is not told: no client could read that, and each has a way of its own. */
export function refuseWebSocket(socket: Duplex): void {
  socket.on('error', () => undefined) // a reset is as good as an end
  socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () =>
    socket.destroy(),
  )
}

/** End a connection that begins with something else than MQTT that we speak, with an answer where it understands one. */
export function turnAway(
  stream: Duplex,
  address: string,
  beginning: Beginning,
  bytes: Buffer,
  book: Pick<RefusalBook, 'note'>,
): void {
  stream.on('error', () => undefined) // a reset is as good as an end
  linger(stream)
  if (beginning.kind === 'level') {
    book.note('protocol-level', address, { detail: `level ${beginning.level}` })
    refuse(stream, 'protocol-level', beginning.level)
  } else if (beginning.kind === 'http') {
    // Of the address nothing: kiosk apps have passwords in theirs.
    book.note('http-on-mqtt-port', address, { detail: bytes.toString('latin1', 0, 8).split(' ', 1)[0] ?? '' })
    stream.write(HTTP_ANSWER)
  } else {
    const reason = beginning.kind === 'tls' ? 'tls-on-plain-port' : 'not-mqtt'
    book.note(reason, address, { detail: bytes.toString('hex', 0, 16) })
  }
  stream.destroy()
}
