import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PLACES = [
  '/usr/sbin/mosquitto',
  '/usr/bin/mosquitto',
  '/usr/local/sbin/mosquitto',
  '/opt/homebrew/sbin/mosquitto',
]

/** The broker of the house: a real Mosquitto that lets anybody in. */
export class Mosquitto {
  readonly port: number
  readonly #folder: string
  #process: ChildProcess | undefined

  private constructor(port: number, folder: string) {
    this.port = port
    this.#folder = folder
  }

  /** @throws Error that names the package when there is none on this machine */
  static async start(): Promise<Mosquitto> {
    const broker = new Mosquitto(await freePort(), await mkdtemp(join(tmpdir(), 'mosquitto-')))
    const lines = [`listener ${broker.port} 127.0.0.1`, 'allow_anonymous true', 'persistence false']
    await writeFile(join(broker.#folder, 'mosquitto.conf'), `${lines.join('\n')}\n`)
    await broker.start()
    return broker
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    const program = process.env.MOSQUITTO ?? PLACES.find((place) => existsSync(place))
    if (program === undefined) throw new Error('There is no Mosquitto: install the package mosquitto')
    this.#process = spawn(program, ['-c', join(this.#folder, 'mosquitto.conf')], { stdio: 'ignore' })
    while (!(await isOpen(this.port))) {
      if (this.#process.exitCode !== null) throw new Error(`Mosquitto ended with ${this.#process.exitCode}`)
    }
  }

  /** `kill -9`: what was retained is gone. */
  async kill(): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  async stop(): Promise<void> {
    await this.kill()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false // not yet
  } finally {
    socket.destroy()
  }
}
