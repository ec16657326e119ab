import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const PROGRAM = fileURLToPath(new URL('./obedient-command.ts', import.meta.url))

/** A command that was started and waits for orders. */
interface Worker {
  pid: number
  /** Resolves when it was told to stop. */
  toldToStop: Promise<void>
  /** It does not stop when it is told to, once this resolves. */
  stay(): Promise<void>
}

/** Whoever the real commands of a test obey. */
export interface Boss {
  /** The command line of an obedient program. */
  argv: string[]
  /** What was started, in order, such as `deploy r2`. Each prints that, and ends well unless it is held. */
  started: string[]
  /** Its next start is kept waiting, and handed over. */
  hold(name: string): Promise<Worker>
}

/** Listen for the commands of a test; they end with it. */
export async function commandBoss(): Promise<Boss> {
  const held = new Map<string, (worker: Worker) => void>()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    const lines = createInterface(socket)
    const says = (word: string) =>
      new Promise<void>((resolve) => lines.on('line', (line) => line === word && resolve()))
    lines.once('line', (line) => meet(socket, JSON.parse(line), says))
  })
  const meet = (socket: Socket, hello: Record<string, string>, says: (word: string) => Promise<void>) => {
    const name = `${hello.step} ${hello.version}`
    const tell = (order: string) => void socket.write(`${order}\n`)
    boss.started.push(name)
    tell(`say ${name}`)
    const take = held.get(name)
    held.delete(name)
    if (!take) return tell('exit 0')
    take({
      pid: Number(hello.pid),
      toldToStop: says('SIGTERM'),
      stay() {
        tell('stay')
        return says('stays')
      },
    })
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as { port: number }
  const boss: Boss = {
    argv: [process.execPath, PROGRAM, String(port)],
    started: [],
    hold: (name) => new Promise((resolve) => held.set(name, resolve)),
  }
  return boss
}
