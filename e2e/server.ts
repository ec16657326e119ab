import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { BUILT, COMPILED, DASHBOARD } from './build-releases.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const node = join(root, 'node_modules/.bin/node')
const CLOCK = join(root, 'e2e/server-clock.ts')

/** What the API says of a tablet, as far as the stories look at it. */
export interface TabletRow {
  id: string
  release: string
  phase: string
  target?: string
  error?: { code: string; detail?: string; target?: string }
  withoutWorker?: string
}

/** A real server process on free ports, with its own data folder. */
export class Server {
  port = 0
  /** Of its own broker; only with `MQTT_PORT` in the environment. */
  mqttPort = 0
  readonly token = 'e2e-token-e2e-token'
  #process: ChildProcess | undefined
  /** By how much its time was pushed, ms: a server that comes back does not go back in time. */
  #pushed = 0
  readonly #data: string
  readonly #env: Record<string, string>

  private constructor(data: string, env: Record<string, string>) {
    this.#data = data
    this.#env = env
  }

  static async start(env: Record<string, string> = {}): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), 'relevo-e2e-')), env)
    await server.start()
    return server
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** Folder of what it keeps. */
  get data(): string {
    return this.#data
  }

  get pid(): number {
    return this.#process?.pid ?? 0
  }

  /** Start the process, on the data folder it had before; resolves when it says where it listens. */
  async start(more: Record<string, string> = {}): Promise<void> {
    const env = {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: '0',
      MQTT_PORT: '0',
      RELEVO_DATA: this.#data,
      RELEVO_TOKEN: this.token,
      RELEVO_ACCESS: 'open',
      RELEVO_DASHBOARD: DASHBOARD,
      // Stories that are not about patches neither wait for these nor share the processors with their making.
      RELEVO_PATCHES: '0',
      NODE_COMPILE_CACHE: COMPILED,
      STORY_PUSHED: String(this.#pushed),
      ...this.#env,
      ...more,
    }
    const command = ['--conditions=@relevo/source', '--import', CLOCK, join(root, 'apps/server/src/start.ts')]
    const child = spawn(node, command, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    this.#process = child
    const output: string[] = []
    child.stderr?.on('data', (chunk) => output.push(String(chunk)))
    child.once('exit', (code, signal) => {
      if (child === this.#process) console.error(`the server ended by itself, ${code ?? signal}:\n${output.join('\n')}`)
    })
    this.port = await new Promise<number>((resolve, reject) => {
      let port = 0
      createInterface(child.stdout as Readable).on('line', (line) => {
        output.push(line)
        port ||= Number(/^Server .*http:\/\/localhost:(\d+)/.exec(line)?.[1] ?? 0)
        this.mqttPort = Number(/^MQTT .*mqtt:\/\/[^:]+:(\d+)/.exec(line)?.[1] ?? this.mqttPort)
        if (line.startsWith('Token ')) resolve(port)
      })
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output.join('\n')}`)))
    })
  }

  /** Let so many ms go by at the server, at once. */
  async push(time: number): Promise<void> {
    const child = this.#process
    if (!child?.send({ push: time })) throw new Error('the server does not run')
    this.#pushed += time
    await once(child, 'message')
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    this.#process = undefined
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  /** It is asked to end, and does what is left to do before. */
  async end(): Promise<void> {
    const child = this.#process
    if (!child) return
    this.#process = undefined
    child.kill('SIGTERM')
    await once(child, 'exit')
  }

  async stop(): Promise<void> {
    await this.kill()
    await rm(this.#data, { recursive: true, force: true })
  }

  async api(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: { data?: unknown; error?: { code: string } } }> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as { data?: unknown } }
  }

  /** `relevo publish`, as CI runs it. */
  async publish(version: string, ...flags: string[]): Promise<{ uploaded: number }> {
    return this.relevo('publish', join(BUILT, version), '--json', ...flags)
  }

  async relevo<T>(...args: string[]): Promise<T> {
    const env = { ...process.env, NODE_COMPILE_CACHE: COMPILED, RELEVO_URL: this.url, RELEVO_TOKEN: this.token }
    const command = ['--conditions=@relevo/source', join(root, 'packages/cli/bin/relevo.js'), ...args]
    const { stdout } = await promisify(execFile)(node, command, { env })
    return JSON.parse(stdout) as T
  }

  /** As CI curls it. */
  async notify(version: string, force = false): Promise<void> {
    const { status, body } = await this.api('POST', '/api/notify-update', { version, force })
    if (status !== 200) throw new Error(`notify-update answered ${status}: ${JSON.stringify(body)}`)
  }

  async deployment(id: string): Promise<{ status: string; phase: string }> {
    return (await this.api('GET', `/api/deployments/${id}`)).body.data as { status: string; phase: string }
  }

  async tablet(id: string): Promise<TabletRow | undefined> {
    const { status, body } = await this.api('GET', `/api/tablets/${id}`)
    return status === 200 ? (body.data as TabletRow) : undefined
  }

  /** Somebody writes down that these tablets hang on the walls, before any of them was heard. */
  async expects(...tablets: string[]): Promise<void> {
    const response = await fetch(`${this.url}/api/tablets/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'text/csv' },
      body: ['id', ...tablets].join('\n'),
    })
    if (response.status !== 200) throw new Error(`import answered ${response.status}: ${await response.text()}`)
  }

  async events(): Promise<{ type: string }[]> {
    return (await this.api('GET', '/api/events?limit=100')).body.data as { type: string }[]
  }
}

/** The manifest of a built release. */
export async function manifestOf(
  version: string,
): Promise<{ files: Record<string, { sha256: string; size: number }> }> {
  return JSON.parse(await readFile(join(BUILT, version, 'relevo.json'), 'utf8'))
}
