import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { MOSQUITTO_PACKAGE, mosquittoProgram } from '../../scripts/mosquitto-program.ts'
import { freePort, listens } from '../../scripts/ports.ts'
import { busyOf, memoryOf } from '../process-usage.ts'
import { startServer } from '../real-server.ts'

/** A broker that is measured, in a process of its own. */
export interface Broker {
  name: string
  /** `ws://…/mqtt` */
  webSocket: string
  /** `mqtt://…` */
  tcp: string
  /** For who may publish hints. */
  operator?: { username: string; password: string }
  /** MB. */
  memory(): number
  /** Time on a processor, s. */
  busy(): number
  stop(): Promise<void>
}

/** Our server, as an operator starts it. */
export async function relevo(profile?: string): Promise<Broker> {
  const server = await startServer(profile, { MQTT_PORT: 'auto' })
  return {
    name: 'Relevo',
    webSocket: `${server.url.replace('http', 'ws')}/mqtt`,
    tcp: server.mqtt ?? '',
    operator: { username: 'relevo', password: server.token },
    memory: server.memory,
    busy: server.busy,
    stop: server.stop,
  }
}

/** The Mosquitto of this machine, without access rules, persistence or log. @throws Error when there is none */
export async function mosquitto(): Promise<Broker> {
  const program = mosquittoProgram()
  if (program === undefined) throw new Error(`There is no Mosquitto here: install ${MOSQUITTO_PACKAGE}.`)
  const folder = await mkdtemp(join(tmpdir(), 'relevo-bench-mosquitto-'))
  const [tcp, webSocket] = [await freePort(), await freePort()]
  const lines = [
    'per_listener_settings false',
    'user root', // started by root, it would become somebody who cannot read the file; for others this is nothing
    'allow_anonymous true',
    'persistence false',
    'set_tcp_nodelay true',
    'log_type none',
    `listener ${tcp} 127.0.0.1`,
    `listener ${webSocket} 127.0.0.1`,
    'protocol websockets',
  ]
  await writeFile(join(folder, 'mosquitto.conf'), `${lines.join('\n')}\n`)
  const child = spawn(program, ['-c', join(folder, 'mosquitto.conf')], { stdio: 'ignore' })
  const ended = once(child, 'close')
  for (const port of [tcp, webSocket]) await isUp(port)
  const pid = child.pid ?? 0
  return {
    name: 'Mosquitto',
    webSocket: `ws://127.0.0.1:${webSocket}/mqtt`,
    tcp: `mqtt://127.0.0.1:${tcp}`,
    memory: () => memoryOf(pid),
    busy: () => busyOf(pid),
    async stop() {
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Its name and version. */
export function mosquittoVersion(): string {
  const help = execFileSync('sh', ['-c', `${mosquittoProgram()} -h || true`], { encoding: 'utf8' })
  return `Mosquitto ${/version (\S+)/.exec(help)?.[1] ?? ''}`.trim()
}

async function isUp(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await listens(port)) return
    await wait(50)
  }
  throw new Error(`nothing listens on ${port}`)
}
