import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** Answers who wants MQTT over WebSocket of a server that has no broker: where that is. @param url without a password */
export function refuseUpgrade(url: string): (request: IncomingMessage, socket: Duplex) => void {
  const body = `There is no MQTT here: this server uses the broker of the site, ${url}. A page names it with mqttChannel({ url: 'wss://…' }).\n`
  const answer = [
    'HTTP/1.1 421 Misdirected Request',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n')
  return (_request, socket) => {
    socket.on('error', () => socket.destroy()) // who asked is gone
    socket.end(answer)
  }
}
