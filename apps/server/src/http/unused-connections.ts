import type { Socket } from 'node:net'
import type { App } from './http-parts.ts'

/**
 * When the server stops, cut the connections on which nobody ever asked anything: browsers open some in advance, and Node
 * waits a minute for what they might ask.
 */
export function cutUnusedConnections(app: Pick<App, 'server' | 'addHook'>): void {
  const unused = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  for (const event of ['request', 'upgrade']) {
    app.server.on(event, ({ socket }: { socket: Socket }) => unused.delete(socket))
  }
  app.addHook('preClose', async () => {
    for (const socket of unused) socket.destroy()
  })
}
