import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MOSQUITTO_PACKAGE, mosquittoProgram } from '../scripts/mosquitto-program.ts'
import { freePort, listens } from '../scripts/ports.ts'
import { expect } from './story.ts'

/** The broker of a house: a real Mosquitto that lets everybody in, over TCP and WebSocket. */
export class Mosquitto {
  readonly #program: string
  readonly #folder: string
  readonly #ports: readonly [tcp: number, webSocket: number]
  #process: ChildProcess | undefined

  private constructor(program: string, folder: string, ports: readonly [number, number]) {
    this.#program = program
    this.#folder = folder
    this.#ports = ports
  }

  static async start(): Promise<Mosquitto> {
    const program = mosquittoProgram()
    if (!program) throw new Error(`There is no Mosquitto here: install ${MOSQUITTO_PACKAGE}.`)
    const folder = await mkdtemp(join(tmpdir(), 'relevo-e2e-mosquitto-'))
    const broker = new Mosquitto(program, folder, [await freePort(), await freePort()])
    await broker.start()
    return broker
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.#ports[0]}`
  }

  get webSocketUrl(): string {
    return `ws://127.0.0.1:${this.#ports[1]}`
  }

  /** Start it, on the ports it had before. */
  async start(): Promise<void> {
    const [tcp, webSocket] = this.#ports
    const lines = [
      'allow_anonymous true',
      `listener ${tcp} 127.0.0.1`,
      `listener ${webSocket} 127.0.0.1`,
      'protocol websockets',
    ]
    const file = join(this.#folder, 'mosquitto.conf')
    await writeFile(file, `${lines.join('\n')}\n`)
    this.#process = spawn(this.#program, ['-c', file], { stdio: 'ignore' })
    for (const port of this.#ports) await expect.poll(() => listens(port), { timeout: 10_000 }).toBe(true)
  }

  /** `kill -9`, with the loss of everything it kept. */
  async kill(): Promise<void> {
    const living = this.#process
    if (!living || living.exitCode !== null || living.signalCode !== null) return
    const end = once(living, 'close')
    living.kill('SIGKILL')
    await end
  }

  async stop(): Promise<void> {
    await this.kill()
    await rm(this.#folder, { recursive: true })
  }
}
