import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, readConfig } from '@relevo/config'
import { ENTRY } from '@relevo/core/release'
import { createServer, type RunningServer } from '../main.ts'

/** The token of every server in a test. */
export const TOKEN = 'test-token'

/** Bytes by path; a text stands for its UTF-8. */
export type Content = Record<string, string | Buffer>

/** A real server on free ports over a folder of its own, and the calls tests make to it. */
export interface TestServer {
  url: string
  running: RunningServer
  data: string
  /** A call with the token; a body that is not bytes goes as JSON. */
  call(method: string, path: string, body?: unknown): Promise<Answer>
  /** Upload, publish; the manifest's types are octet-stream but for HTML. */
  publish(version: string, content: Content): Promise<Answer>
  /** Publish and make current. */
  release(version: string, content?: Content): Promise<void>
  /** Stop it and start another over the same folder, with other settings where they are given. */
  restart(settings?: Partial<Config>): Promise<void>
  /** Stop it and remove its folder. */
  remove(): Promise<void>
}

interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers as the outside does
  body: any
}

/** Start a server for a test. */
export async function serverInTemp(settings: Partial<Config> = {}): Promise<TestServer> {
  const data = await mkdtemp(join(tmpdir(), 'relevo-server-'))
  const env = {
    PORT: '0',
    MQTT_PORT: 'auto',
    HOST: '127.0.0.1',
    RELEVO_DATA: data,
    RELEVO_TOKEN: TOKEN,
    RELEVO_ACCESS: 'open',
  }
  const config: Config = {
    ...readConfig({ env }).config,
    dashboard: join(data, 'no-dashboard'),
    ...settings,
  }
  const server: TestServer = {
    url: '',
    running: await createServer(config),
    data,
    async call(method, path, body) {
      const isBytes = body instanceof Uint8Array
      const response = await fetch(server.url + path, {
        method,
        headers: {
          authorization: `Bearer ${TOKEN}`,
          ...(body !== undefined && { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
        },
        ...(body !== undefined && { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
      })
      return { status: response.status, body: await response.json() }
    },
    async publish(version, content) {
      const manifest = manifestOf(version, content)
      const asked = await server.call('POST', '/api/releases', { manifest })
      for (const sha256 of asked.body.data?.missing ?? []) {
        const bytes = Object.values(content).find((some) => sha256Of(some) === sha256)
        await server.call('PUT', `/api/releases/files/${sha256}`, Buffer.from(bytes ?? ''))
      }
      return asked.body.data?.missing?.length ? server.call('POST', '/api/releases', { manifest }) : asked
    },
    async release(version, content = { [ENTRY]: `<!doctype html>${version}` }) {
      await server.publish(version, content)
      await server.call('POST', '/api/notify-update', { version })
    },
    async restart(changed) {
      await server.running.close()
      server.running = await createServer({ ...config, ...changed })
      server.url = server.running.url
    },
    async remove() {
      await server.running.close()
      await rm(data, { recursive: true })
    },
  }
  server.url = server.running.url
  return server
}

/** The manifest of some content. */
export function manifestOf(version: string, content: Content) {
  const files = Object.entries(content).map(([path, bytes]) => [
    path,
    {
      sha256: sha256Of(bytes),
      size: Buffer.byteLength(bytes),
      type: path.endsWith('.html') ? 'text/html; charset=utf-8' : 'application/octet-stream',
    },
  ])
  return { version, files: Object.fromEntries(files) as Record<string, { sha256: string; size: number; type: string }> }
}

export function sha256Of(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
