import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PatchSide } from '@relevo/packing'
import { busyOf, memoryOf } from './process-usage.ts'

const START = join(import.meta.dirname, '../apps/server/src/start.ts')
const TOKEN = 'bench-token'

/** The real server, in a process of its own over a folder of its own. */
export interface RealServer {
  url: string
  /** `mqtt://…`, where it was told to listen. */
  mqtt?: string
  /** For the API. */
  token: string
  pid: number
  /** A call of the API; its data. @throws Error with the answer when it is not a success */
  call(method: string, path: string, body?: unknown): Promise<unknown>
  /**
   * Publish a small release under this version, and no more: nobody is told.
   *
   * @param more files beside its page
   * @returns the hashes of its files
   */
  publish(version: string, more?: { count: number; bytes: number }): Promise<string[]>
  /** Publish the files of a build under this version, with a page of its own. */
  publishBuild(version: string, build: PatchSide): Promise<void>
  /** Memory that is really used, MB; of Linux only, like the next. */
  memory(): number
  /** Time on a processor since its start, s: says more than the clock where others work on the same machine. */
  busy(): number
  /** Stop it and remove its folder. */
  stop(): Promise<void>
}

/**
 * Start the server as an operator would, on free ports of the loopback.
 *
 * @param profile folder for a CPU profile, written when it stops
 * @param settings further variables of its environment
 */
export async function startServer(profile?: string, settings: Record<string, string> = {}): Promise<RealServer> {
  const data = await mkdtemp(join(tmpdir(), 'relevo-bench-'))
  const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  const child = spawn(process.execPath, [...profiling, '--conditions=@relevo/source', START], {
    cwd: data,
    env: {
      PATH: process.env.PATH ?? '',
      PORT: '0',
      MQTT_PORT: '0',
      HOST: '127.0.0.1',
      RELEVO_DATA: data,
      RELEVO_TOKEN: TOKEN,
      RELEVO_ACCESS: 'open',
      RELEVO_LOG: 'error',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  const { url, mqtt } = await addressesOf(child)
  const pid = child.pid ?? 0

  async function send(method: string, path: string, body: unknown, type: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${TOKEN}`, ...(body !== undefined && { 'content-type': type }) }
    const response = await fetch(url + path, {
      method,
      headers,
      ...(body !== undefined && { body: body as string | Uint8Array<ArrayBuffer> }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return JSON.parse(text).data
  }
  const call = (method: string, path: string, body?: unknown) =>
    send(method, path, body === undefined ? undefined : JSON.stringify(body), 'application/json')

  return {
    url,
    ...(mqtt !== undefined && { mqtt }),
    token: TOKEN,
    pid,
    call,
    async publish(version, { count, bytes } = { count: 0, bytes: 0 }) {
      const texts = [`<!doctype html><title>${version}</title>`]
      for (let i = 1; i <= count; i++) texts.push(`${version} ${i} ${'x'.repeat(bytes)}`)
      const files = texts.map((text, i) => {
        const path = i === 0 ? 'index.html' : `assets/${i}.js`
        const sha256 = createHash('sha256').update(text).digest('hex')
        return { path, text, sha256, size: Buffer.byteLength(text) }
      })
      const entries = files.map(({ path, sha256, size }) => [
        path,
        { sha256, size, type: path === 'index.html' ? 'text/html; charset=utf-8' : 'text/javascript' },
      ])
      const manifest = { version, files: Object.fromEntries(entries) }
      await call('POST', '/api/releases', { manifest })
      for (const { sha256, text } of files) {
        await send('PUT', `/api/releases/files/${sha256}`, text, 'application/octet-stream')
      }
      await call('POST', '/api/releases', { manifest })
      return files.map(({ sha256 }) => sha256)
    },
    async publishBuild(version, { files, read }) {
      const page = Buffer.from(`<!doctype html><title>${version}</title>`)
      const pageHash = createHash('sha256').update(page).digest('hex')
      const own = { sha256: pageHash, size: page.length, type: 'text/html; charset=utf-8' }
      const manifest = { version, files: { ...files, 'index.html': own } }
      await call('POST', '/api/releases', { manifest })
      await send('PUT', `/api/releases/files/${pageHash}`, page, 'application/octet-stream')
      for (const sha256 of new Set(
        Object.entries(files).flatMap(([path, file]) => (path === 'index.html' ? [] : file.sha256)),
      )) {
        await send('PUT', `/api/releases/files/${sha256}`, await read(sha256), 'application/octet-stream')
      }
      await call('POST', '/api/releases', { manifest })
    },
    memory: () => memoryOf(pid),
    busy: () => busyOf(pid),
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM')
      await ended
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** What the server prints once it listens. */
function addressesOf(child: ChildProcess): Promise<{ url: string; mqtt?: string }> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout?.on('data', (part) => {
      printed += part
      const [, url] = /^Server +(\S+)$/m.exec(printed) ?? []
      const [, mqtt] = /^MQTT +(\S+).*$/m.exec(printed) ?? []
      const onLoopback = (address: string) => address.replace('localhost', '127.0.0.1')
      if (!url || !/^Token/m.test(printed)) return
      resolve({ url: onLoopback(url), ...(mqtt?.startsWith('mqtt:') && { mqtt: onLoopback(mqtt) }) })
    })
    child.once('close', () => reject(new Error(`the server did not start: ${printed}`)))
  })
}
