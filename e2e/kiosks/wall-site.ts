import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Page {
  body: string
  status?: number
  type?: string
  headers?: Record<string, string>
}

/** A site of its own for a wall, without anything of ours, whose answers a test changes. */
export interface WallSite {
  url: string
  /** Paths asked for, query included. */
  requests: string[]
  /** What a path is answered from now on. */
  pages: Record<string, Page>
  /** Whether anybody is there at all. */
  isUp: boolean
  close(): Promise<void>
}

export async function wallSite(pages: Record<string, Page> = {}): Promise<WallSite> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    if (!site.isUp) return void request.socket.destroy()
    const url = request.url ?? '/'
    requests.push(url)
    const {
      body,
      status = 200,
      type = 'text/html',
      headers,
    } = site.pages[url.split('?')[0] ?? '/'] ?? { body: '', status: 404 }
    response.writeHead(status, { 'content-type': type, ...headers }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const site: WallSite = {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    requests,
    pages,
    isUp: true,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return site
}
