import { connect, type Socket } from 'node:net'

/** What came back; status 0 when nothing did in time. */
export interface Answer {
  status: number
  /** Seconds after which to come again; 0 when nothing was said. */
  after: number
  /** Of the body. */
  bytes: number
}

const NOTHING: Answer = { status: 0, after: 0, bytes: 0 }

/**
 * A connection on which one GET follows the other, as that of a browser, with a fraction of its weight: one core of these asks
 * more than a server can answer.
 *
 * @param patience ms for an answer
 * @param localAddress from which it comes; absent = as the system chooses
 */
export function plainConnection(host: string, port: number, patience: number, localAddress?: string) {
  let socket: Socket | undefined
  return {
    get(path: string): Promise<Answer> {
      return new Promise((resolve) => {
        const mine =
          socket ?? connect({ host, port, noDelay: true, ...(localAddress !== undefined && { localAddress }) })
        socket = mine
        let head = ''
        let bytes = 0
        let length: number | undefined
        const over = (answer: Answer) => {
          clearTimeout(timer)
          for (const event of ['data', 'error', 'close']) mine.removeAllListeners(event)
          mine.on('error', () => undefined)
          if (answer.status === 0) {
            mine.destroy()
            socket = undefined
          }
          resolve(answer)
        }
        const timer = setTimeout(() => over(NOTHING), patience)
        mine.on('error', () => over(NOTHING))
        mine.on('close', () => over(NOTHING))
        mine.on('data', (part: Buffer) => {
          bytes += part.length
          if (length === undefined) {
            head += part.toString('latin1')
            const end = head.indexOf('\r\n\r\n')
            if (end < 0) return
            bytes = head.length - end - 4
            length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
          }
          if (bytes < length) return
          const after = Number(/\r\nretry-after: (\d+)/i.exec(head)?.[1] ?? 0)
          over({ status: Number(head.slice(9, 12)), after, bytes })
        })
        mine.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
      })
    },
    close: () => void socket?.destroy(),
  }
}
