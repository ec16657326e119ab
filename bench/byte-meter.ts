import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A TCP wire that counts what the server sends: bodies, headers, pushes, everything but TCP/IP itself. */
export interface ByteMeter {
  url: string
  /** Bytes from the server since the last `zero()`. */
  received(): number
  zero(): void
  close(): Promise<void>
}

export async function byteMeter(port: number): Promise<ByteMeter> {
  let bytes = 0
  const sockets = new Set<Socket>()
  const server = createServer((tablet) => {
    const upstream = connect(port, '127.0.0.1')
    sockets.add(tablet)
    tablet.pipe(upstream)
    upstream.on('data', (chunk) => {
      bytes += chunk.length
    })
    upstream.pipe(tablet)
    tablet.on('error', () => upstream.destroy())
    upstream.on('error', () => tablet.destroy())
    tablet.on('close', () => sockets.delete(tablet))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    received: () => bytes,
    zero: () => {
      bytes = 0
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
