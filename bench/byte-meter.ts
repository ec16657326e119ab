import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** What a line is like, the same in both directions and shared by all connections. */
export interface Line {
  bitsPerSecond: number
  /** There and back, ms. */
  roundTrip: number
}

/** Bytes that went over the wire: bodies, headers, requests, pushes, everything but TCP/IP itself. */
export interface Bytes {
  /** From the server. */
  down: number
  /** To the server. */
  up: number
}

/** A TCP wire that counts, and can be as slow as a real one. */
export interface ByteMeter {
  url: string
  /** Since the last `zero()`. */
  bytes(): Bytes
  zero(): void
  /** Be like this line from now on, or as quick as the machine is. Without slow start and losses: those would cost more. */
  become(line: Line | undefined): void
  /** Resolves when nothing has gone over it for so many ms. */
  quiet(time: number): Promise<void>
  close(): Promise<void>
}

/** As much of one connection is under way at once, bytes; it is asked for more when less is: a usual TCP window. */
const WINDOW = 65_536

export async function byteMeter(port: number): Promise<ByteMeter> {
  let bytes: Bytes = { down: 0, up: 0 }
  let line: Line | undefined
  let lastAt = performance.now()
  const sockets = new Set<Socket>()

  /** One direction of all connections. */
  function direction(name: keyof Bytes) {
    let freeAt = 0
    return (from: Socket, to: Socket, openAt: number) => {
      let under = 0
      let order: Promise<unknown> = Promise.resolve()
      from.on('data', (chunk) => {
        bytes[name] += chunk.length
        lastAt = performance.now()
        if (!line) {
          order = order.then(() => to.write(chunk))
          return
        }
        freeAt = Math.max(freeAt, lastAt, openAt) + (8_000 * chunk.length) / line.bitsPerSecond
        const arrivesAt = freeAt + line.roundTrip / 2
        under += chunk.length
        if (under >= WINDOW) from.pause()
        order = order
          .then(() => wait(Math.max(0, arrivesAt - performance.now())))
          .then(() => {
            lastAt = performance.now()
            under -= chunk.length
            to.write(chunk)
            if (under < WINDOW) from.resume()
          })
      })
      from.on('end', () => {
        order = order.then(() => to.end())
      })
      from.on('close', () => {
        order = order.then(() => to.destroySoon())
      })
      from.on('error', () => to.destroy())
    }
  }

  const down = direction('down')
  const up = direction('up')
  const server = createServer({ allowHalfOpen: true }, (tablet) => {
    const upstream = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    sockets.add(tablet)
    tablet.on('close', () => sockets.delete(tablet))
    // A connection is asked for and granted before anything can be said: a round trip.
    up(tablet, upstream, performance.now() + (line?.roundTrip ?? 0))
    down(upstream, tablet, 0)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    bytes: () => ({ ...bytes }),
    zero: () => {
      bytes = { down: 0, up: 0 }
    },
    become: (wanted) => {
      line = wanted
    },
    async quiet(time) {
      for (;;) {
        const left = lastAt + time - performance.now()
        if (left <= 0) return
        await wait(left)
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
