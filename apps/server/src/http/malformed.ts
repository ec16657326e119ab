import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { errorAnswer } from './errors.ts'

/** What Node refuses before there is a request: its code, and how it is answered. All else is 400. */
const KNOWN: Record<string, [status: number, detail: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'the address and headers are larger than 16 kB'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the headers did not arrive in time'],
}

/** Answer what is no HTTP request, or not one in time, in the form every error has; then the connection ends. */
export function answerMalformed({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, detail] = KNOWN[code] ?? [400, 'this is not HTTP']
  const body = errorAnswer('invalid-input', detail)
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
