import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A request as it arrived. */
export interface Arrived {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** What an endpoint answers; `hang` is never to answer. */
export type Reply = { status: number; headers?: Record<string, string>; body?: string } | 'hang'

/** A real HTTP server that answers as a test says, with everything it was sent on record. */
export async function httpEndpoint(reply: (request: Arrived, nth: number) => Reply = () => ({ status: 200 })) {
  const arrived: Arrived[] = []
  const waiting: (() => void)[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const got = { path: request.url ?? '', headers: request.headers, body }
    arrived.push(got)
    const said = reply(got, arrived.length)
    if (said !== 'hang') response.writeHead(said.status, said.headers).end(said.body)
    for (const look of waiting.splice(0)) look()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    /** Resolves when so many requests have arrived. */
    async has(count: number) {
      while (arrived.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}
