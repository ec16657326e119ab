import { type ChildProcess, spawn } from 'node:child_process'
import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { MOSQUITTO_PACKAGE, mosquittoProgram } from '../../../../scripts/mosquitto-program.ts'
import { freePort, listens } from '../../../../scripts/ports.ts'
import { certificateAuthority } from './certificate.ts'

/** How a Mosquitto of a test is set up; without anything, everybody may do everything. */
export interface MosquittoSettings {
  /** Passwords by user; with them nobody gets in without. */
  users?: Record<string, string>
  /** The lines of its ACL file (mosquitto.conf(5), `acl_file`). */
  acl?: string
  /** A TLS listener too, which wants a client certificate; its common name is the user where there are no passwords. */
  tls?: boolean
  /** Further lines of its configuration, for every listener. */
  more?: string
}

/** A real Mosquitto, which keeps what is retained when it is killed. */
export interface Mosquitto {
  /** `mqtt://127.0.0.1:…` */
  url: string
  /** `ws://127.0.0.1:…` */
  webSocketUrl: string
  /** `mqtts://127.0.0.1:…` */
  tlsUrl: string
  /** Paths of PEM files: whom the TLS listener trusts and is, and a client that it lets in. */
  files: { ca: string; cert: string; key: string }
  /** What it wrote to its log so far. */
  log(): string
  /** `kill -9`, with all that is retained on the disk before; or without, as after the loss of it. */
  kill(memory?: 'keeps' | 'loses'): Promise<void>
  /** The same again, on the same ports, with what was retained; other settings where they are given. */
  start(changed?: MosquittoSettings): Promise<void>
  /** End it and remove its folder. */
  remove(): Promise<void>
}

/** It may take this long until it listens, ms. */
const PATIENCE = 10_000

/**
 * Start a Mosquitto on free ports of the loopback.
 *
 * @throws Error when there is none on this machine: `npm test` gets it
 * @example const broker = await mosquitto({ users: { relevo: 'secret' }, acl: 'user relevo\ntopic readwrite #' })
 */
export async function mosquitto(settings: MosquittoSettings = {}): Promise<Mosquitto> {
  const program = mosquittoProgram()
  if (program === undefined)
    throw new Error(`There is no Mosquitto here: install ${MOSQUITTO_PACKAGE}, or name one with MOSQUITTO=/path/to/it.`)
  const folder = await mkdtemp(join(tmpdir(), 'relevo-mosquitto-'))
  const at = (name: string) => join(folder, name)
  const [tcp, webSocket, tls] = [await freePort(), await freePort(), await freePort()]
  const files = { ca: at('ca.pem'), cert: at('client.pem'), key: at('client.key') }
  if (settings.tls) await writeCertificates(at)
  let child: ChildProcess | undefined
  let printed = ''

  const broker: Mosquitto = {
    url: `mqtt://127.0.0.1:${tcp}`,
    webSocketUrl: `ws://127.0.0.1:${webSocket}`,
    tlsUrl: `mqtts://127.0.0.1:${tls}`,
    files,
    log: () => printed,
    async kill(memory = 'keeps') {
      const living = child
      child = undefined
      if (living === undefined || living.exitCode !== null || living.signalCode !== null) return
      // By itself it writes at times of its own choosing.
      if (memory === 'keeps') await save(living, at('mosquitto.db'))
      const end = once(living, 'close')
      living.kill('SIGKILL')
      await end
      if (memory === 'loses') await rm(at('mosquitto.db'), { force: true })
    },
    async start(changed) {
      await broker.kill()
      const now = changed ?? settings
      await writeFile(at('passwords'), passwordFile(now.users ?? {}), { mode: 0o600 })
      await writeFile(at('acl'), `${now.acl ?? ''}\n`, { mode: 0o600 })
      await writeFile(at('mosquitto.conf'), configuration(now, folder, { tcp, webSocket, tls }))
      const started = spawn(program, ['-c', at('mosquitto.conf')], { stdio: ['ignore', 'pipe', 'pipe'] })
      child = started
      for (const stream of [started.stdout, started.stderr]) stream.on('data', (text) => (printed += text))
      for (const port of [tcp, webSocket, ...(now.tls ? [tls] : [])]) {
        const until = performance.now() + PATIENCE
        while (!(await listens(port))) {
          if (started.exitCode !== null || performance.now() > until)
            throw new Error(`Mosquitto does not listen on ${port}:\n${printed}`)
          await pause(20)
        }
      }
    },
    async remove() {
      await broker.kill('loses')
      await rm(folder, { recursive: true })
    },
  }
  await broker.start()
  return broker
}

function configuration(
  { users, acl, tls, more = '' }: MosquittoSettings,
  folder: string,
  ports: { tcp: number; webSocket: number; tls: number },
): string {
  const forTls = [
    `listener ${ports.tls} 127.0.0.1`,
    `cafile ${folder}/ca.pem`,
    `certfile ${folder}/server.pem`,
    `keyfile ${folder}/server.key`,
    'require_certificate true',
    `use_identity_as_username ${users === undefined}`,
  ]
  return [
    'per_listener_settings false',
    'user root', // started by root, it would become somebody who cannot read the files; for others this is nothing
    `allow_anonymous ${users === undefined}`,
    ...(users ? [`password_file ${folder}/passwords`] : []),
    ...(acl === undefined ? [] : [`acl_file ${folder}/acl`]),
    'persistence true',
    `persistence_location ${folder}/`,
    'log_type all',
    more,
    `listener ${ports.tcp} 127.0.0.1`,
    `listener ${ports.webSocket} 127.0.0.1`,
    'protocol websockets',
    ...(tls ? forTls : []),
    '',
  ].join('\n')
}

/** Have it write its memory to the disk, which it does on this signal: to a new file that takes the old one's place. */
async function save(broker: ChildProcess, path: string): Promise<void> {
  const inode = () =>
    stat(path).then(
      ({ ino }) => ino,
      () => 0,
    )
  const before = await inode()
  broker.kill('SIGUSR1')
  const until = performance.now() + PATIENCE
  while ((await inode()) === before) {
    if (performance.now() > until) throw new Error('Mosquitto does not write its memory')
    await pause(5)
  }
}

/** As `mosquitto_passwd` writes it: PBKDF2 with SHA-512, 101 rounds. */
function passwordFile(users: Record<string, string>): string {
  const line = ([user, password]: [string, string]) => {
    const salt = randomBytes(12)
    const hash = pbkdf2Sync(password, salt, 101, 64, 'sha512')
    return `${user}:$7$101$${salt.toString('base64')}$${hash.toString('base64')}\n`
  }
  return Object.entries(users).map(line).join('')
}

async function writeCertificates(at: (name: string) => string): Promise<void> {
  const authority = certificateAuthority('site')
  const [server, client] = [authority.issue('localhost'), authority.issue('relevo')]
  await writeFile(at('ca.pem'), authority.cert)
  await writeFile(at('server.pem'), server.cert)
  await writeFile(at('server.key'), server.key)
  await writeFile(at('client.pem'), client.cert)
  await writeFile(at('client.key'), client.key)
}
