import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  method: string
  url: URL
  headers: IncomingMessage['headers']
  body: string
}

interface Answer {
  status?: number
  json?: unknown
}

/** The HTTP server inside a kiosk app. */
export interface RestEndpoint {
  port: number
  url: string
  close(): Promise<void>
}

/**
 * @param answer what the app says; `undefined` is a 404
 * @param port of an app that comes back
 */
export async function restEndpoint(answer: (asked: Asked) => Answer | undefined, port = 0): Promise<RestEndpoint> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = 'GET', url = '/', headers } = request
    const body = Buffer.concat(chunks).toString()
    const { status = 200, json } = answer({ method, url: new URL(url, 'http://kiosk'), headers, body }) ?? {
      status: 404,
    }
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(json === undefined ? '' : JSON.stringify(json))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
