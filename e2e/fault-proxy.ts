import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

/** What goes wrong with one request. */
export type Fault =
  | { do: 'status'; status: number }
  | { do: 'body'; body: string; type: string; headers?: Record<string, string> }
  /** Answer 200 with the first byte flipped. */
  | { do: 'corrupt' }
  /** Promise the whole body, send half, break the connection. */
  | { do: 'truncate' }
  /** Take the request and never answer. */
  | { do: 'hang' }
  /** Break the connection at once, as a network that is gone. */
  | { do: 'cut' }
  /** Answer only when `release()` is called. */
  | { do: 'wait'; until: Promise<void> }

type Rule = (path: string) => Fault | undefined

/** The wire between a tablet and its server, in the test's hands: it counts, breaks and delays. */
export interface FaultProxy {
  url: string
  /** Paths of the requests since the last `forget()`, query left out. */
  requests: string[]
  forget(): void
  /** Which fault a path meets; `undefined` heals the wire. */
  fault(rule: Rule | undefined): void
  /** Break every connection there is. */
  cut(): void
  /** Send everything to this server from now on. */
  forward(port: number): void
  close(): Promise<void>
}

export async function faultProxy(port: number): Promise<FaultProxy> {
  let target = port
  let rule: Rule | undefined
  const requests: string[] = []
  const sockets = new Set<Socket>()

  const server = createServer(async (req, res) => {
    const path = (req.url ?? '/').split('?')[0] ?? '/'
    requests.push(path)
    const fault = rule?.(path)
    if (fault?.do === 'wait') await fault.until
    if (fault?.do === 'hang') return
    if (fault?.do === 'cut') return void req.socket.destroy()
    if (fault?.do === 'status') return void res.writeHead(fault.status).end()
    if (fault?.do === 'body') {
      return void res.writeHead(200, { 'content-type': fault.type, ...fault.headers }).end(fault.body)
    }
    pass(req, res, fault)
  })

  function pass(req: IncomingMessage, res: ServerResponse, fault: Fault | undefined): void {
    const { host: _, ...headers } = req.headers
    // Of compressed bytes that are wrong a browser makes a broken line: these are to arrive.
    if (fault?.do === 'corrupt') delete headers['accept-encoding']
    const upstream = request(
      { host: '127.0.0.1', port: target, path: req.url, method: req.method, headers },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers)
        if (fault?.do === 'corrupt' || fault?.do === 'truncate') return damage(answer, res, fault.do)
        answer.pipe(res)
        answer.on('error', () => res.destroy())
      },
    )
    upstream.on('error', () => req.socket.destroy()) // the server is gone: so is the wire
    req.pipe(upstream)
  }

  server.on('upgrade', (req, socket: Socket, head) => {
    const fault = rule?.((req.url ?? '/').split('?')[0] ?? '/')
    if (fault) return void socket.destroy()
    const upstream = connect(target, '127.0.0.1', () => {
      const lines = [`${req.method} ${req.url} HTTP/1.1`]
      for (let i = 0; i < req.rawHeaders.length; i += 2) lines.push(`${req.rawHeaders[i]}: ${req.rawHeaders[i + 1]}`)
      upstream.write(`${lines.join('\r\n')}\r\n\r\n`)
      upstream.write(head)
      socket.pipe(upstream).pipe(socket)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    requests,
    forget: () => void requests.splice(0),
    fault: (next) => {
      rule = next
    },
    cut: () => {
      for (const socket of sockets) socket.destroy()
    },
    forward: (next) => {
      target = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** The whole body is awaited, so that exactly half of it, or all of it with one byte wrong, can be sent. */
async function damage(answer: IncomingMessage, res: ServerResponse, how: 'corrupt' | 'truncate'): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  if (how === 'corrupt') {
    if (body.length > 0) body[0] = (body[0] ?? 0) ^ 0xff
    return void res.end(body)
  }
  res.write(body.subarray(0, body.length / 2), () => res.destroy())
}
