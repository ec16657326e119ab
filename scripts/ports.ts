import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/**
 * A system gives none of these to whoever asks for just any (RFC 6335 §6: dynamic ports begin at 49152; Linux begins at 32768),
 * so that hardly anybody else gets one between our look and the start of the program it is for.
 */
const [FIRST, END] = [15_000, 30_000]

/** Those that this process has given out: the programs they are for may not have begun to listen. */
const given = new Set<number>()

/** A free port of the loopback, for a program that cannot choose one by itself and say which. */
export async function freePort(): Promise<number> {
  const port = randomInt(FIRST, END)
  if (given.has(port)) return freePort()
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return freePort()
    throw error
  }
  given.add(port)
  server.close()
  await once(server, 'close')
  return port
}

/** Does anybody listen on this port of the loopback? */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const said = (answer: boolean) => () => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', said(true))
    socket.once('error', said(false))
  })
}
