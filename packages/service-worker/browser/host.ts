import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { listOf } from '../../core/src/patch/list.ts'
import { bytesOf } from '../../core/src/testing/patch-assembler.ts'
import { simplePatch } from '../../core/src/testing/simple-patch.ts'
import { type Files, manifestOf, sha256, typeOf } from './panel.ts'

/** What happens to an answer on its way. `wait` holds it, or its second half, until the test lets it go; or it is cut off. */
export type Fault =
  | 'corrupt'
  | 'truncate'
  | 'hang'
  | 'html'
  | 'cut'
  | 404
  | 503
  | 'busy'
  | { wait: Promise<void>; from?: 'half'; cut?: boolean }

interface Found {
  content: string | Buffer
  type: string
  encoding?: 'gzip'
}

/** Serves the app, its releases and the worker as a small site does, and does harm on request. */
export class Host {
  /** What the site itself serves to who has no worker. */
  current = ''
  /** Path and query of every request but those for the worker’s script: Chromium looks at it a second after each start of the app. */
  requests: string[] = []
  /** Which harm a request meets. */
  fault: (path: string) => Fault | undefined = () => undefined
  readonly base: string
  readonly #worker: () => string
  /** Release patches, and what they are sent as. */
  readonly patches = new Map<string, Found>()
  readonly #releases = new Map<string, Files>()
  readonly #sockets = new Set<Socket>()
  readonly #server: Server
  #port = 0

  constructor(worker: () => string, base: string) {
    this.#worker = worker
    this.base = base
    this.#server = createServer((request, response) => this.#answer(request.url ?? '/', response))
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
  }

  /** Listen; after a stop, where it was before. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (this.#server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get url(): string {
    return this.origin + this.base
  }

  /** Host these releases; the last one is what the site serves. */
  publish(version: string, files: Files): void {
    this.#releases.set(version, files)
    this.current = version
  }

  /** Offer a patch; one from nothing is the whole release. @returns where it is */
  offer(version: string, from?: string, alter = (bytes: Buffer) => bytes, encoding?: 'gzip'): string {
    const [old, next] = [from, version].map((name) => {
      const contents = this.#releases.get(name ?? '') ?? {}
      return { contents, entries: Object.entries(manifestOf(version, contents).files) }
    })
    if (!old || !next) throw new Error('no release')
    const bytes = alter(Buffer.from(bytesOf(simplePatch(old, next))))
    const path = from ? `/releases/patches/${version}/${from}` : `/releases/whole/${version}`
    const content = encoding ? gzipSync(bytes) : bytes
    this.patches.set(path, { content, type: 'application/vnd.relevo.patch', ...(encoding && { encoding }) })
    return path
  }

  /** The same ask where there are patches. */
  stageByPatch(version: string, from: string[], running = false) {
    const patch = `${this.origin}/releases/patches/${version}/{from}`
    const whole = `${this.origin}/releases/whole/${version}`
    const { files } = manifestOf(version, this.#releases.get(version) ?? {})
    const list = sha256(listOf(Object.entries(files)))
    return { ...this.stage(version, running), list, patch, patchFrom: from, whole }
  }

  /** The ask that stages a release of this host. */
  stage(version: string, running = false) {
    const manifest = `${this.origin}/releases/${version}/manifest.json`
    return { ask: 'stage', version, manifest, files: `${this.origin}/releases/files/{sha256}`, running }
  }

  /** The hashes that were asked for, without what was asked again past caches. */
  downloads(): string[] {
    return this.requests.filter((path) => path.startsWith('/releases/files/')).map((path) => path.slice(16))
  }

  #answer(path: string, response: ServerResponse): void {
    if (path !== `${this.base}sw.js`) this.requests.push(path)
    const found = this.#find(new URL(path, 'http://x').pathname)
    const fault = this.fault(path)
    if (typeof fault !== 'object') send(response, found, fault)
    else if (fault.from === 'half' && found) sendByHalves(response, found, fault)
    else fault.wait.then(() => send(response, found))
  }

  #find(path: string): Found | undefined {
    const asked = decodeURIComponent(path)
    const patch = this.patches.get(asked)
    if (patch) return patch
    if (asked === `${this.base}sw.js`) return { content: this.#worker(), type: 'text/javascript' }
    if (asked.startsWith(`${this.base}config/version.json`)) return { content: '{}', type: 'application/json' }
    if (asked === '/still') return { content: `still ${this.requests.length}`, type: 'text/plain' }
    const [, version] = /^\/releases\/([^/]+)\/manifest\.json$/.exec(asked) ?? []
    const listed = version && this.#releases.get(version)
    if (listed) return { content: JSON.stringify(manifestOf(version, listed)), type: 'application/json' }
    const [, hash] = /^\/releases\/files\/([0-9a-f]{64})$/.exec(asked) ?? []
    if (hash) {
      const content = [...this.#releases.values()]
        .flatMap((files) => Object.values(files))
        .find((file) => sha256(file) === hash)
      return content === undefined ? undefined : { content, type: 'application/octet-stream' }
    }
    const name = asked.slice(this.base.length)
    const file = name === '' || name.endsWith('/') ? `${name}index.html` : name
    const content = this.#releases.get(this.current)?.[file]
    return content === undefined ? undefined : { content, type: typeOf(file) }
  }
}

function send(response: ServerResponse, found: Found | undefined, fault?: Exclude<Fault, object>): void {
  if (fault === 'hang') return void response.writeHead(200).write('x')
  if (fault === 'busy') return void response.writeHead(503, { 'retry-after': '1' }).end('busy')
  if (fault === 'cut') return void response.destroy()
  if (fault === 'html')
    return void response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Log in</title>')
  if (typeof fault === 'number' || !found)
    return void response.writeHead(typeof fault === 'number' ? fault : 404).end('no such file')
  const content = Buffer.concat([Buffer.from(found.content)])
  if (fault === 'corrupt') content.fill('x', 0, 1)
  response.writeHead(200, headersOf(found, content))
  if (fault !== 'truncate') return void response.end(content)
  response.write(content.subarray(0, content.length / 2), () => response.destroy())
}

function sendByHalves(response: ServerResponse, found: Found, { wait, cut }: Extract<Fault, object>): void {
  const content = Buffer.from(found.content)
  response.writeHead(200, headersOf(found, content))
  response.write(content.subarray(0, content.length / 2))
  wait.then(() => (cut ? response.destroy() : response.end(content.subarray(content.length / 2))))
}

function headersOf({ type, encoding }: Found, { length }: Buffer) {
  return { 'content-type': type, 'content-length': length, ...(encoding && { 'content-encoding': encoding }) }
}
