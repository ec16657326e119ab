import { createServer } from 'node:http'

/**
 * A server that does nothing but give one answer, with these headers: what a check-in costs before anything is done for it. It
 * says its address when it listens.
 */
const { headers, text } = JSON.parse(process.argv[2] ?? '{}') as { headers: Record<string, string>; text: string }
const server = createServer((_request, response) => response.writeHead(200, headers).end(text))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
})
